using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;

namespace CniOperator.Kubernetes.Tests.Conditions;

public class KstatusRulesTests
{
    private const long Generation = 3;

    [Fact]
    public void A_ready_object_passes() => Assert.Empty(Check(Condition("Ready", "True"), Condition("Applied", "True")));

    [Theory]
    [InlineData("Reconciling", "False")]
    [InlineData("Reconciling", "Unknown")]
    [InlineData("Stalled", "False")]
    [InlineData("Stalled", "Unknown")]
    public void What_is_on_the_way_or_stuck_passes(string type, string ready) =>
        Assert.Empty(Check(Condition("Ready", ready), Condition(type, "True")));

    [Theory]
    [InlineData("""{"metadata":{"generation":3}}""")]
    [InlineData("""{"metadata":{"generation":3},"status":{"observedGeneration":3,"conditions":[]}}""")]
    public void Ready_is_always_present(string obj) =>
        Assert.Equal(["Ready is missing; it must always be present"], KstatusRules.Check((JsonObject)JsonNode.Parse(obj)!));

    [Theory]
    [InlineData("Reconciling")]
    [InlineData("Stalled")]
    public void Reconciling_and_Stalled_are_present_only_while_true(string type) =>
        Assert.Equal(
            [$"{type} is False; it must be absent unless it is True"],
            Check(Condition("Ready", "True"), Condition(type, "False"))
        );

    [Theory]
    [InlineData("Reconciling")]
    [InlineData("Stalled")]
    public void Ready_is_not_true_with_Reconciling_or_Stalled(string type) =>
        Assert.Equal([$"Ready and {type} are both True"], Check(Condition("Ready", "True"), Condition(type, "True")));

    [Fact]
    public void Reconciling_and_Stalled_exclude_each_other() =>
        Assert.Equal(
            ["Reconciling and Stalled are both present"],
            Check(Condition("Ready", "False"), Condition("Reconciling", "True"), Condition("Stalled", "True"))
        );

    [Fact]
    public void A_type_occurs_once() =>
        Assert.Equal(
            ["Applied: there are 2 conditions of this type"],
            Check(Condition("Ready", "False"), Condition("Applied", "True"), Condition("Applied", "False"))
        );

    [Fact]
    public void No_generation_is_ahead_of_the_objects() =>
        Assert.Equal(
            [
                "Ready: observedGeneration 4 is ahead of metadata.generation 3",
                "status.observedGeneration 4 is ahead of metadata.generation 3",
            ],
            KstatusRules.Check(Object(4, Condition("Ready", "False", 4)))
        );

    [Fact]
    public void Ready_is_not_true_for_an_old_generation() =>
        Assert.Equal(
            [
                "Ready is True, but status.observedGeneration is not metadata.generation 3",
                "Ready is True, but Applied was observed at a generation before 3",
            ],
            KstatusRules.Check(Object(2, Condition("Ready", "True"), Condition("Applied", "True", 2)))
        );

    [Fact]
    public void An_old_generation_that_is_not_ready_passes() =>
        Assert.Empty(KstatusRules.Check(Object(2, Condition("Ready", "False", 2), Condition("Reconciling", "True"))));

    [Theory]
    [InlineData(
        "type",
        "\"not a name\"",
        "not a name: type must be a CamelCase name, with an optional DNS prefix, of at most 316 characters"
    )]
    [InlineData("status", "\"true\"", "Applied: status is \"true\"; it must be True, False or Unknown")]
    [InlineData("status", "true", "Applied: status is true; it must be True, False or Unknown")]
    [InlineData("status", null, "Applied: status is missing; it must be True, False or Unknown")]
    [InlineData("reason", "\"\"", "Applied: reason must be a CamelCase word of at most 1024 characters")]
    [InlineData("reason", "\"not camel case\"", "Applied: reason must be a CamelCase word of at most 1024 characters")]
    [InlineData("reason", "\"Line\\n\"", "Applied: reason must be a CamelCase word of at most 1024 characters")]
    [InlineData("reason", null, "Applied: reason must be a CamelCase word of at most 1024 characters")]
    [InlineData("message", null, "Applied: message must be text of at most 32768 characters")]
    [InlineData("lastTransitionTime", "\"yesterday\"", "Applied: lastTransitionTime must be a time")]
    [InlineData("observedGeneration", null, "Applied: observedGeneration must be a number from 0 up")]
    public void Each_field_of_a_condition_is_as_the_API_asks(string field, string? value, string problem)
    {
        var condition = Condition("Applied", "True");
        condition.Remove(field);
        if (value is not null)
            condition[field] = JsonNode.Parse(value);
        Assert.Equal([problem], Check(Condition("Ready", "False"), condition));
    }

    [Theory]
    [InlineData("[1]", "status.conditions[0] is not an object")]
    [InlineData("{}", "status.conditions is not a list")]
    public void Conditions_are_a_list_of_objects(string conditions, string problem)
    {
        var obj = Object(Generation);
        obj["status"]!["conditions"] = JsonNode.Parse(conditions);
        Assert.Equal([problem, "Ready is missing; it must always be present"], KstatusRules.Check(obj));
    }

    private static IReadOnlyList<string> Check(params JsonObject[] conditions) => KstatusRules.Check(Object(Generation, conditions));

    private static JsonObject Object(long observed, params JsonObject[] conditions) =>
        new()
        {
            ["metadata"] = new JsonObject { ["generation"] = Generation },
            ["status"] = new JsonObject { ["observedGeneration"] = observed, ["conditions"] = new JsonArray([.. conditions]) },
        };

    private static JsonObject Condition(string type, string status, long generation = Generation) =>
        new()
        {
            ["type"] = type,
            ["status"] = status,
            ["observedGeneration"] = generation,
            ["lastTransitionTime"] = "2026-11-27T15:00:00Z",
            ["reason"] = "Seen",
            ["message"] = "",
        };
}
