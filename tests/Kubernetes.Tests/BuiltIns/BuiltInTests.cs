using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Defaults;
using CniOperator.Kubernetes.Quantities;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Tests.BuiltIns;

public sealed class BuiltInTests
{
    [Fact]
    public void Every_type_of_the_table_resolves()
    {
        foreach (var name in BuiltInTypes.Names)
            Assert.All(BuiltInTypes.Get(name).Properties, p => Assert.NotNull(p.Value));
    }

    [Fact]
    public void Every_resource_has_a_schema_with_metadata() =>
        Assert.All(BuiltInResources.All, r => Assert.Contains("metadata", r.Schema.Properties.Keys));

    [Fact]
    public void The_table_says_how_lists_merge()
    {
        var ports = BuiltInTypes.Get("Container").Properties["ports"];
        Assert.Equal((ListType.Map, "containerPort", "merge"), (ports.ListType, ports.PatchMergeKey, ports.PatchStrategy));
        Assert.Equal(["containerPort", "protocol"], ports.ListMapKeys);
        Assert.Equal("TCP", $"{ports.Items!.Properties["protocol"].Default}");
        Assert.Same(BuiltInTypes.Get("JSONSchemaProps"), BuiltInTypes.Get("JSONSchemaProps").Properties["not"]);
    }

    [Theory]
    [InlineData("0.1", "100m")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("2000", "2k")]
    [InlineData("1073741824", "1073741824")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("0.5Gi", "512Mi")]
    [InlineData("1.5Ki", "1536")]
    [InlineData("1e3", "1e3")]
    [InlineData("0", "0")]
    [InlineData("-1", "-1")]
    [InlineData("abc", null)]
    [InlineData("1.2.3", null)]
    [InlineData("", null)]
    public void Quantities_are_written_one_way(string text, string? canonical) => Assert.Equal(canonical, Quantity.Canonical(text));

    [Theory]
    [InlineData("nginx", true)]
    [InlineData("nginx:latest", true)]
    [InlineData("reg:5000/nginx", true)]
    [InlineData("a/b:v1", false)]
    [InlineData("nginx@sha256:00", false)]
    public void Images_that_may_change_are_pulled_always(string image, bool isMutable) =>
        Assert.Equal(isMutable, ImageName.IsMutable(image));

    [Fact]
    public void A_daemon_set_is_defaulted_as_the_API_server_does()
    {
        var sets = BuiltInResources.Find("apps/v1", "DaemonSet")!;
        var obj = Json.Map(
            """
            {'apiVersion': 'apps/v1', 'kind': 'DaemonSet', 'metadata': {'name': 'ds', 'creationTimestamp': null}, 'spec': {'selector': {'matchLabels': {'app': 'x'}}, 'template': {
              'metadata': {'labels': {'app': 'x'}}, 'spec': {'hostNetwork': true, 'serviceAccountName': 'sa', 'containers': [{'name': 'c', 'image': 'nginx',
              'env': [{'name': 'N', 'valueFrom': {'fieldRef': {'fieldPath': 'metadata.name'}}}, {'name': 'R', 'valueFrom': {'resourceFieldRef': {'resource': 'limits.cpu'}}}],
              'ports': [{'containerPort': 80}], 'resources': {'requests': {'cpu': 0.1}}, 'livenessProbe': {'httpGet': {'port': 80}}}],
              'volumes': [{'name': 'h', 'hostPath': {'path': '/run'}}, {'name': 'cm', 'configMap': {'name': 'c'}}, {'name': 'e'}]}}}}
            """
        );
        Defaulting.Apply(sets, obj);
        Json.Equal(
            """
            {'revisionHistoryLimit': 10, 'selector': {'matchLabels': {'app': 'x'}}, 'template': {'metadata': {'labels': {'app': 'x'}}, 'spec': {'containers': [
             {'env': [{'name': 'N', 'valueFrom': {'fieldRef': {'apiVersion': 'v1', 'fieldPath': 'metadata.name'}}}, {'name': 'R', 'valueFrom': {'resourceFieldRef': {'divisor': '0', 'resource': 'limits.cpu'}}}],
              'image': 'nginx', 'imagePullPolicy': 'Always', 'livenessProbe': {'failureThreshold': 3, 'httpGet': {'path': '/', 'port': 80, 'scheme': 'HTTP'}, 'periodSeconds': 10, 'successThreshold': 1, 'timeoutSeconds': 1},
              'name': 'c', 'ports': [{'containerPort': 80, 'protocol': 'TCP'}], 'resources': {'requests': {'cpu': '100m'}}, 'terminationMessagePath': '/dev/termination-log', 'terminationMessagePolicy': 'File'}],
             'dnsPolicy': 'ClusterFirst', 'hostNetwork': true, 'restartPolicy': 'Always', 'schedulerName': 'default-scheduler', 'securityContext': {}, 'serviceAccount': 'sa', 'serviceAccountName': 'sa',
             'terminationGracePeriodSeconds': 30, 'volumes': [{'hostPath': {'path': '/run', 'type': ''}, 'name': 'h'}, {'configMap': {'defaultMode': 420, 'name': 'c'}, 'name': 'cm'}, {'emptyDir': {}, 'name': 'e'}]}},
             'updateStrategy': {'rollingUpdate': {'maxSurge': 0, 'maxUnavailable': 1}, 'type': 'RollingUpdate'}}
            """,
            obj["spec"]
        );
        var again = (JsonObject)obj.DeepClone();
        Defaulting.Apply(sets, again);
        Json.Equal(obj, again);
    }

    [Fact]
    public void Texts_of_a_secret_become_data()
    {
        var obj = Json.Map("{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 's'}, 'stringData': {'a': 'b'}}");
        Defaulting.Apply(BuiltInResources.Find("v1", "Secret")!, obj);
        Json.Equal("{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 's'}, 'type': 'Opaque', 'data': {'a': 'Yg=='}}", obj);
    }
}
