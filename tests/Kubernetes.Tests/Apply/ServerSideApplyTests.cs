using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Apply;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Defaults;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Kubernetes.Tests.Apply;

/// <summary>Cases with the outcome that a kube-apiserver 1.36.2 gave for them.</summary>
public sealed class ServerSideApplyTests
{
    private static readonly BuiltInResource Deployments = BuiltInResources.Find("apps/v1", "Deployment")!;
    private static readonly BuiltInResource ConfigMaps = BuiltInResources.Find("v1", "ConfigMap")!;

    private const string Deployment = """
        {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'ap', 'namespace': 't1', 'labels': {'l': 'a'}}, 'spec': {
          'replicas': 2, 'selector': {'matchLabels': {'app': 'x'}}, 'template': {'metadata': {'labels': {'app': 'x'}}, 'spec': {
            'containers': [{'name': 'c', 'image': 'a', 'ports': [{'containerPort': 80}], 'env': [{'name': 'A', 'value': 'b'}], 'resources': {'limits': {'cpu': 0.5}}}],
            'volumes': [{'name': 'v', 'emptyDir': {}}, {'name': 'p', 'projected': {'sources': [{'serviceAccountToken': {'path': 't'}}]}}]}}}}
        """;

    [Fact]
    public void An_applier_owns_the_fields_it_wrote_and_no_defaults()
    {
        var live = ApplyDeployment(null, Deployment, "m1");
        var fields = """
            {'f:metadata': {'f:labels': {'f:l': {}}}, 'f:spec': {'f:replicas': {}, 'f:selector': {}, 'f:template': {'f:metadata': {'f:labels': {'f:app': {}}},
             'f:spec': {'f:containers': {'k:{"name":"c"}': {'.': {}, 'f:env': {'k:{"name":"A"}': {'.': {}, 'f:name': {}, 'f:value': {}}}, 'f:image': {}, 'f:name': {},
             'f:ports': {'k:{"containerPort":80,"protocol":"TCP"}': {'.': {}, 'f:containerPort': {}}}, 'f:resources': {'f:limits': {'f:cpu': {}}}}},
             'f:volumes': {'k:{"name":"p"}': {'.': {}, 'f:name': {}, 'f:projected': {'f:sources': {}}}, 'k:{"name":"v"}': {'.': {}, 'f:emptyDir': {}, 'f:name': {}}}}}}}
            """.Replace("\"", "\\\"");
        Json.Equal(fields, Widgets.FieldsOf(live, "m1"));
        Assert.Equal("500m", $"{live["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"]!["limits"]!["cpu"]}");
    }

    [Fact]
    public void Applying_the_same_again_stores_nothing_although_defaults_differ()
    {
        var live = ApplyDeployment(null, Deployment, "m1");
        var again = ApplyDeployment(live, Deployment, "m1", minutes: 3);
        Assert.True(ServerSideApply.IsNoOp(live, again));
        Json.Equal(live, again);
    }

    [Fact]
    public void A_field_with_another_value_conflicts_with_its_owner()
    {
        var live = ApplyDeployment(null, Deployment, "m1");
        var conflict = Assert.Throws<ApplyConflictException>(() =>
            ApplyDeployment(live, Deployment.Replace("'replicas': 2", "'replicas': 3"), "m2")
        );
        Assert.Equal(
            """
            Apply failed with 3 conflicts: conflicts with "m1":
            - .spec.replicas
            - .spec.template.spec.containers[name="c"].resources.limits.cpu
            - .spec.template.spec.volumes[name="p"].projected.sources
            """,
            conflict.Message
        );
    }

    [Fact]
    public void A_scaler_owns_the_replicas_and_an_apply_conflicts_with_it()
    {
        var live = ApplyDeployment(null, Deployment, "m1");
        var scaled = (JsonObject)live.DeepClone();
        scaled["spec"]!["replicas"] = 5;
        ServerSideApply.TrackUpdate(live, scaled, new FieldManager("kubectl", "apps/v1", "scale"), Deployments.Schema, Widgets.Noon);
        Assert.False(((JsonObject)Widgets.FieldsOf(scaled, "m1")!["f:spec"]!).ContainsKey("f:replicas"));
        var conflict = Assert.Throws<ApplyConflictException>(() => ApplyDeployment(scaled, Deployment, "m1"));
        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas",
            conflict.Message
        );
    }

    [Fact]
    public void A_field_dropped_by_one_of_two_owners_stays()
    {
        var live = ApplyMap(null, "{'a': '1', 'b': '2'}", "m1");
        live = ApplyMap(live, "{'b': '2', 'c': '3'}", "m2");
        live = ApplyMap(live, "{'a': '1'}", "m1");
        Json.Equal("{'a': '1', 'b': '2', 'c': '3'}", live["data"]);
        Json.Equal("{'f:data': {'f:a': {}}}", Widgets.FieldsOf(live, "m1"));
        live = ApplyMap(live, "{'c': '3'}", "m2");
        Json.Equal("{'a': '1', 'c': '3'}", live["data"]);
    }

    [Fact]
    public void Objects_without_owners_get_one_when_first_applied()
    {
        var live = Json.Map(
            "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'ap', 'namespace': 't1', 'uid': 'u'}, 'data': {'a': '9', 'b': '2'}}"
        );
        var conflict = Assert.Throws<ApplyConflictException>(() => ApplyMap(live, "{'a': '1', 'b': '2'}", "m1"));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.a", conflict.Message);
        var forced = ApplyMap(live, "{'a': '1', 'b': '2'}", "m1", force: true);
        Json.Equal("{'f:data': {'.': {}, 'f:b': {}}}", Widgets.FieldsOf(forced, "before-first-apply"));
    }

    [Fact]
    public void Only_applied_entries_come_before_what_both_lists_have()
    {
        var live = Widgets.Apply(null, "{'l': [{'k': 'one'}, {'k': 'two'}]}", "m1");
        live = Widgets.Apply(live, "{'l': [{'k': 'z1'}, {'k': 'two'}, {'k': 'y1'}, {'k': 'one'}, {'k': 'w'}]}", "m2");
        Assert.Equal("z1 two y1 one w", Keys(live));
        live = Widgets.Apply(live, "{'l': [{'k': 'q1'}, {'k': 'y1'}, {'k': 'q2'}, {'k': 'w'}, {'k': 'z1'}, {'k': 'q3'}]}", "m3");
        Assert.Equal("two q1 y1 one q2 w z1 q3", Keys(live));
    }

    [Theory]
    [InlineData("{'b': 'x'}", ".spec.b: field not declared in schema")]
    [InlineData("{'a': 1}", ".spec.a: expected string, got &value.valueUnstructured{Value:1}")]
    [InlineData("{'a': ['x']}", ".spec.a: expected string, got &value.valueUnstructured{Value:[]interface {}{\"x\"}}")]
    [InlineData("{'n': 'two'}", ".spec.n: expected numeric (int or float), got string")]
    [InlineData("{'m': [1]}", ".spec.m: expected map, got &{[1]}")]
    [InlineData("{'l': {'a': 'b'}}", ".spec.l: expected list, got &{map[a:b]}")]
    [InlineData(
        "{'l': [{'v': 1}]}",
        ".spec.l: element 0: associative list with keys has an element that omits all key fields [\"k\"] (and doesn't have default values for any key fields)"
    )]
    [InlineData("{'l': [{'k': 'a'}, {'k': 'a'}]}", ".spec.l: duplicate entries for key [k=\"a\"]")]
    public void What_does_not_fit_the_schema_is_refused_with_its_place(string spec, string problem)
    {
        var error = Assert.Throws<InvalidApplyException>(() => Widgets.Apply(null, spec, "m1"));
        Assert.Equal("failed to create typed patch object (/w; x.io/v1, Kind=Widget): " + problem, error.Message);
    }

    [Fact]
    public void Status_is_owned_through_its_endpoint_only()
    {
        var live = Widgets.Apply(null, "{'a': 'x'}", "m1");
        var applied = Widgets.Widget("{'a': 'ignored'}");
        applied["status"] = Json.Any("{'phase': 'Ready'}");
        var after = ServerSideApply.Apply(live, applied, Widgets.By("m2", "status"), false, Widgets.Schema, Widgets.Noon);
        Json.Equal("{'f:status': {'f:phase': {}}}", Widgets.FieldsOf(after, "m2"));
        Assert.Equal("x", $"{after["spec"]!["a"]}");
        var main = ServerSideApply.Apply(live, applied, Widgets.By("m1"), false, Widgets.Schema, Widgets.Noon);
        Assert.Null(main["status"]);
    }

    private static string Keys(JsonObject widget) => string.Join(' ', widget["spec"]!["l"]!.AsArray().Select(e => $"{e!["k"]}"));

    private static JsonObject ApplyDeployment(JsonObject? live, string text, string manager, int minutes = 0)
    {
        var result = ServerSideApply.Apply(
            live,
            Json.Map(text),
            new FieldManager(manager, "apps/v1", null),
            false,
            Deployments.Schema,
            Widgets.Noon.AddMinutes(minutes)
        );
        Defaulting.Apply(Deployments, result);
        return result;
    }

    private static JsonObject ApplyMap(JsonObject? live, string data, string manager, bool force = false)
    {
        var applied = Json.Map("{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'ap', 'namespace': 't1'}}");
        applied["data"] = Json.Any(data);
        return ServerSideApply.Apply(live, applied, new FieldManager(manager, "v1", null), force, ConfigMaps.Schema, Widgets.Noon);
    }
}
