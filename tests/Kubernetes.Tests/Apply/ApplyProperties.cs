using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Apply;
using CniOperator.Kubernetes.Ownership;
using CsCheck;

namespace CniOperator.Kubernetes.Tests.Apply;

public sealed class ApplyProperties
{
    private static readonly Gen<string> Any = Widgets.Specs("e", sharesScalars: true);

    [Fact]
    public void Applying_twice_changes_nothing_the_second_time() =>
        Any.Check(spec =>
        {
            var first = Widgets.Apply(null, spec, "a");
            var second = Widgets.Apply(first, spec, "a", minutes: 5);
            return JsonNode.DeepEquals(first, second) && ServerSideApply.IsNoOp(first, second);
        });

    [Fact]
    public void Managers_of_different_fields_never_conflict_and_their_order_does_not_matter() =>
        Gen.Select(Widgets.Specs("a", sharesScalars: false), Widgets.Specs("b", sharesScalars: false))
            .Check(
                (a, b) =>
                {
                    var ab = Widgets.Apply(Widgets.Apply(null, a, "a"), b, "b");
                    var ba = Widgets.Apply(Widgets.Apply(null, b, "b"), a, "a");
                    return Sorted(ab["spec"]) == Sorted(ba["spec"]) && JsonNode.DeepEquals(OwnersOf(ab), OwnersOf(ba));
                }
            );

    /// <summary>Who owns what, without the times: who changed nothing when it applied has none.</summary>
    private static JsonNode OwnersOf(JsonObject obj)
    {
        var entries = obj["metadata"]!["managedFields"]?.DeepClone().AsArray() ?? [];
        foreach (var entry in entries)
            entry!.AsObject().Remove("time");
        return new JsonArray([.. entries.OrderBy(e => e!.ToJsonString(), StringComparer.Ordinal).Select(e => e!.DeepClone())]);
    }

    [Fact]
    public void Whatever_is_applied_has_owners_and_owners_own_nothing_else() =>
        Gen.Select(Any, Any, Any)
            .Check(
                (a, b, c) =>
                {
                    var live = Widgets.Apply(null, a, "a");
                    live = Widgets.Apply(live, b, "b", force: true);
                    live = Widgets.Apply(live, c, "a", force: true);
                    var owned = ManagedFields.Of(live).Entries.Select(e => e.Fields).Aggregate(new FieldSet(), (x, y) => x.Union(y));
                    var there = Untracked.Filter(
                        OwnedFields.Of(Untracked.WithMetadata(Widgets.Schema), live),
                        null,
                        statusIsSeparate: true
                    );
                    return owned.Equals(there);
                }
            );

    [Fact]
    public void Applying_nothing_takes_back_what_was_applied() =>
        Gen.Select(Widgets.Specs("a", sharesScalars: true), Widgets.Specs("b", sharesScalars: false))
            .Check(
                (theirs, mine) =>
                {
                    var before = Widgets.Create(theirs, "someone");
                    var after = Widgets.Apply(Widgets.Apply(before, mine, "me"), "{}", "me");
                    return Sorted(before["spec"]) == Sorted(after["spec"]) && Widgets.FieldsOf(after, "me") is null or { Count: <= 1 };
                }
            );

    [Fact]
    public void A_forced_apply_gives_every_field_its_applied_value() =>
        Gen.Select(Any, Any)
            .Check(
                (a, b) =>
                {
                    var applied = (JsonObject)Json.Any(b)!;
                    var spec = (JsonObject)Widgets.Apply(Widgets.Create(a, "someone"), b, "me", force: true)["spec"]!;
                    return applied.Where(f => f.Key is "a" or "n" or "whole").All(f => JsonNode.DeepEquals(f.Value, spec[f.Key]))
                        && (applied["m"] as JsonObject ?? []).All(f => JsonNode.DeepEquals(f.Value, spec["m"]![f.Key]));
                }
            );

    [Fact]
    public void A_field_set_survives_its_JSON_form() =>
        Any.Check(spec =>
        {
            var set = OwnedFields.Of(Widgets.Schema, Widgets.Widget(spec));
            return new FieldSet(FieldsV1.Write(set)).Equals(set);
        });

    private static string Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map =>
                $"{{{string.Join(',', map.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}:{Sorted(f.Value)}"))}}}",
            JsonArray list => $"[{string.Join(',', list.Select(Sorted).Order(StringComparer.Ordinal))}]",
            _ => node?.ToJsonString() ?? "null",
        };
}
