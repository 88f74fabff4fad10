using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;
using CsCheck;

namespace CniOperator.Kubernetes.Tests.Ownership;

public sealed class ObjectComparerTests
{
    private const string DaemonSet = """
        {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d","namespace":"n","labels":{"app.kubernetes.io/name":"x"}},
         "spec":{"template":{"spec":{"containers":[
           {"name":"main","image":"a:1","args":["--x","--y"],"resources":{"requests":{"cpu":"1000m","memory":"1024Mi"}}},
           {"name":"side","image":"b:1"}],"volumes":[{"name":"run","emptyDir":{}}]}}}}
        """;

    [Fact]
    public void What_was_applied_and_not_touched_since_is_not_a_difference() => Assert.Empty(Compare(_ => { }));

    [Fact]
    public void Defaults_that_the_server_adds_are_not_a_difference() =>
        Assert.Empty(
            Compare(live =>
            {
                Container(live)["terminationMessagePath"] = "/dev/termination-log";
                live["spec"]!["updateStrategy"] = Live.Json("""{"type":"RollingUpdate"}""");
            })
        );

    [Theory]
    [InlineData("hostPID", "false")]
    [InlineData("priority", "0")]
    public void A_zero_value_that_the_server_keeps_by_storing_none_is_not_a_difference(string field, string zero)
    {
        var desired = Live.Json(DaemonSet);
        desired["spec"]!["template"]!["spec"]![field] = JsonNode.Parse(zero);
        var live = Live.AppliedByUs(desired);
        live["spec"]!["template"]!["spec"]!.AsObject().Remove(field);
        Assert.Empty(ObjectComparer.Compare(desired, live, Live.Us));

        live["spec"]!["template"]!["spec"]![field] = 7;
        Assert.Equal(DifferenceKind.Changed, Assert.Single(ObjectComparer.Compare(desired, live, Live.Us)).Kind);
    }

    [Fact]
    public void A_zero_value_that_another_manager_removed_is_missing_as_the_server_then_ends_our_ownership()
    {
        var desired = Live.Json(DaemonSet);
        var live = Live.AppliedByUs(desired);
        desired["spec"]!["template"]!["spec"]!["enableServiceLinks"] = false;
        var difference = Assert.Single(ObjectComparer.Compare(desired, live, Live.Us));
        Assert.Equal(("spec.template.spec.enableServiceLinks", DifferenceKind.Missing), (difference.Path, difference.Kind));
    }

    [Fact]
    public void Quantities_are_compared_by_value() =>
        Assert.Empty(Compare(live => Container(live)["resources"] = Live.Json("""{"requests":{"cpu":"1","memory":"1Gi"}}""")));

    [Fact]
    public void A_quantity_of_another_value_is_a_difference() =>
        Assert.Equal(
            "spec.template.spec.containers[name=\"main\"].resources.requests.cpu",
            Assert.Single(Compare(live => Container(live)["resources"]!["requests"]!["cpu"] = "2")).Path
        );

    [Fact]
    public void Texts_that_look_like_quantities_are_texts_elsewhere()
    {
        var desired = Live.Json("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"v":"1000m"}}""");
        var live = Live.AppliedByUs(desired);
        live["data"]!["v"] = "1";
        Assert.Equal("data.v", Assert.Single(ObjectComparer.Compare(desired, live, Live.Us)).Path);
    }

    [Fact]
    public void A_changed_field_names_its_path_and_the_manager_that_owns_it_now()
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet))
            .ChangedBy(
                "kubectl-edit",
                """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{"f:image":{}}}}}}}""",
                l => Container(l)["image"] = "evil:1"
            );
        Assert.Equal(
            new Difference("spec.template.spec.containers[name=\"main\"].image", DifferenceKind.Changed, "kubectl-edit"),
            Assert.Single(ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us))
        );
    }

    [Fact]
    public void A_removed_list_item_is_missing_and_is_laid_to_the_last_writer()
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet))
            .ChangedBy("kubectl-edit", """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"side\"}":{}}}}}}""", l =>
                ((JsonArray)l["spec"]!["template"]!["spec"]!["containers"]!).RemoveAt(1)
            );
        live["metadata"]!["managedFields"]![1]!["fieldsV1"] = new JsonObject();
        var difference = Assert.Single(ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us));
        Assert.Equal(
            ("spec.template.spec.containers[name=\"side\"]", DifferenceKind.Missing, "kubectl-edit"),
            (difference.Path, difference.Kind, difference.ChangedBy)
        );
    }

    [Theory]
    [InlineData(
        """{"k:{\"name\":\"evil\"}":{".":{},"f:name":{},"f:image":{}}}""",
        "containers",
        """{"name":"evil","image":"c:1"}""",
        "containers[name=\"evil\"]",
        "/containers/2"
    )]
    [InlineData("""{}""", "nodeSelector", """{"no/where":"true"}""", "nodeSelector", "/nodeSelector")]
    [InlineData(
        """{"k:{\"name\":\"evil\"}":{".":{},"f:name":{}}}""",
        "volumes",
        """{"name":"evil"}""",
        "volumes[name=\"evil\"]",
        "/volumes/1"
    )]
    public void What_another_manager_added_to_what_runs_is_a_difference_and_says_where_it_is(
        string owned,
        string field,
        string added,
        string path,
        string location
    )
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet))
            .ChangedBy("injector", """{"f:spec":{"f:template":{"f:spec":{"f:""" + field + "\":" + owned + "}}}}", l =>
            {
                var spec = l["spec"]!["template"]!["spec"]!;
                if (spec[field] is JsonArray list)
                    list.Add(Live.Json(added));
                else
                    spec[field] = Live.Json(added);
            });
        Assert.Equal(
            new Difference("spec.template.spec." + path, DifferenceKind.Added, "injector", "/spec/template/spec" + location),
            Assert.Single(ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us))
        );
    }

    [Theory]
    [InlineData("kubectl-client-side-apply", "f:terminationMessagePolicy", "terminationMessagePolicy", "File")]
    [InlineData("cni-operator", "f:image2", "image2", "set by a webhook")]
    public void Defaults_that_another_manager_wrote_and_what_a_webhook_adds_to_our_write_stay(
        string manager,
        string owned,
        string field,
        string value
    )
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet))
            .ChangedBy(
                manager,
                """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{""" + "\"" + owned + "\":{}}}}}}}",
                l => Container(l)[field] = value
            );
        Assert.Empty(ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us));
    }

    [Fact]
    public void A_field_that_someone_took_over_with_the_same_value_is_not_ours()
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet))
            .ChangedBy("other", """{"f:metadata":{"f:labels":{"f:app.kubernetes.io/name":{}}}}""", _ => { });
        Assert.Equal(
            new Difference("metadata.labels[\"app.kubernetes.io/name\"]", DifferenceKind.NotOwned, "other"),
            Assert.Single(ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us))
        );
    }

    [Fact]
    public void A_field_that_we_own_and_want_no_longer_is_surplus()
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet));
        var desired = Live.Json(DaemonSet);
        ((JsonArray)desired["spec"]!["template"]!["spec"]!["containers"]!).RemoveAt(1);
        Assert.Equal(
            ("spec.template.spec.containers[name=\"side\"]", DifferenceKind.Surplus),
            Assert.Single(ObjectComparer.Compare(desired, live, Live.Us)) is var d ? (d.Path, d.Kind) : default
        );
    }

    [Fact]
    public void An_argument_added_to_an_atomic_list_is_a_difference() =>
        Assert.Equal(DifferenceKind.Changed, Assert.Single(Compare(live => ((JsonArray)Container(live)["args"]!).Add("--z"))).Kind);

    [Fact]
    public void The_order_of_a_list_map_does_not_matter() =>
        Assert.Empty(
            Compare(live =>
            {
                var containers = (JsonArray)live["spec"]!["template"]!["spec"]!["containers"]!;
                var first = containers[0];
                containers.RemoveAt(0);
                containers.Add(first);
            })
        );

    [Fact]
    public void A_port_is_found_by_its_number_and_the_default_protocol()
    {
        var desired = Live.Json("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"ports":[{"containerPort":80}]}}""");
        var live = Live.Json(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","managedFields":[{"manager":"cni-operator","operation":"Apply","fieldsV1":
              {"f:spec":{"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}}}}]},
             "spec":{"ports":[{"containerPort":80,"protocol":"TCP"}]}}
            """
        );
        Assert.Empty(ObjectComparer.Compare(desired, live, Live.Us));
    }

    [Fact]
    public void Defaults_inside_an_atomic_value_are_not_a_difference()
    {
        var desired = Live.Json(
            """{"apiVersion":"v1","kind":"B","metadata":{"name":"b"},"subjects":[{"kind":"ServiceAccount","namespace":"x"}],"ref":{"fieldPath":"m"}}"""
        );
        var live = Live.AppliedByUs(desired);
        live["metadata"]!["managedFields"]![0]!["fieldsV1"] = Live.Json("""{"f:subjects":{},"f:ref":{}}""");
        live["subjects"]![0]!["apiGroup"] = "";
        live["ref"]!["apiVersion"] = "v1";
        Assert.Empty(ObjectComparer.Compare(desired, live, Live.Us));
    }

    [Fact]
    public void An_object_that_we_never_applied_differs_in_ownership_everywhere()
    {
        var live = Live.Json(DaemonSet);
        Assert.All(ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us), d => Assert.Equal(DifferenceKind.NotOwned, d.Kind));
        Assert.NotEmpty(ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us));
    }

    [Fact]
    public void Any_object_equals_what_its_apply_makes_of_it_and_no_other_scalar() =>
        Gen.Dictionary(Names, Values)
            .Where(d => d.Count > 0)
            .Check(data =>
            {
                var desired = new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "T",
                    ["metadata"] = new JsonObject { ["name"] = "t" },
                    ["data"] = Object(data),
                };
                var live = Live.AppliedByUs(desired);
                var same = ObjectComparer.Compare(desired, live, Live.Us).Count == 0;
                var (field, value) = data.First();
                live["data"]![field] = value + "!";
                var changed = ObjectComparer.Compare(desired, live, Live.Us);
                return same && changed.Count == 1 && changed[0].Kind == DifferenceKind.Changed;
            });

    private static Gen<string> Names { get; } = Gen.String[Gen.Char['a', 'e'], 1, 3];

    private static Gen<string> Values { get; } = Gen.String[Gen.Char.AlphaNumeric, 1, 4];

    private static JsonObject Object(IEnumerable<KeyValuePair<string, string>> data)
    {
        var json = new JsonObject();
        foreach (var (name, value) in data)
            json[name] = value;
        return json;
    }

    private static JsonNode Container(JsonObject live) => live["spec"]!["template"]!["spec"]!["containers"]![0]!;

    private static IReadOnlyList<Difference> Compare(Action<JsonObject> change)
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet));
        change(live);
        return ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us);
    }
}
