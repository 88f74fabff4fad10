using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Defaults;
using CniOperator.Kubernetes.Rules;

namespace CniOperator.Kubernetes.Tests.BuiltIns;

/// <summary>Errors as kube-apiserver 1.36.2 worded them for the same objects.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("{'containers': [{'name': 'c'}]}", "spec.template.spec.containers[0].image: Required value")]
    [InlineData("{'containers': []}", "spec.template.spec.containers: Required value")]
    [InlineData(
        "{'containers': [{'name': 'c', 'image': 'a'}, {'name': 'c', 'image': 'b'}]}",
        "spec.template.spec.containers[1].name: Duplicate value: \"c\""
    )]
    [InlineData(
        "{'containers': [{'name': 'c', 'image': 'a'}], 'initContainers': [{'name': 'c', 'image': 'a'}]}",
        "spec.template.spec.initContainers[0].name: Duplicate value: \"c\""
    )]
    [InlineData(
        "{'containers': [{'name': 'c', 'image': 'a', 'imagePullPolicy': 'Sometimes'}]}",
        "spec.template.spec.containers[0].imagePullPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"IfNotPresent\", \"Never\""
    )]
    [InlineData(
        "{'containers': [{'name': 'c', 'image': 'a', 'volumeMounts': [{'name': 'nope', 'mountPath': '/x'}]}]}",
        "spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"nope\""
    )]
    [InlineData(
        "{'containers': [{'name': 'c', 'image': 'a', 'ports': [{'containerPort': 70000}]}]}",
        "spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"
    )]
    [InlineData(
        "{'hostNetwork': true, 'containers': [{'name': 'c', 'image': 'a', 'ports': [{'containerPort': 80, 'hostPort': 81}]}]}",
        "spec.template.spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true"
    )]
    [InlineData(
        "{'restartPolicy': 'Never', 'containers': [{'name': 'c', 'image': 'a'}]}",
        "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""
    )]
    [InlineData(
        "{'containers': [{'name': 'C_c', 'image': 'a'}]}",
        "spec.template.spec.containers[0].name: Invalid value: \"C_c\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    )]
    [InlineData(
        "{'volumes': [{'name': 'v', 'emptyDir': {}, 'hostPath': {'path': '/x'}}], 'containers': [{'name': 'c', 'image': 'a'}]}",
        "spec.template.spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type"
    )]
    [InlineData(
        "{'containers': [{'name': 'c', 'image': 'a', 'resources': {'requests': {'cpu': 2}, 'limits': {'cpu': 1}}}]}",
        "spec.template.spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1"
    )]
    [InlineData(
        "{'containers': [{'name': 'c', 'image': 'a', 'livenessProbe': {'tcpSocket': {'port': 1}, 'successThreshold': 2}}]}",
        "spec.template.spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1"
    )]
    public void Mistakes_in_pod_templates_are_named(string podSpec, string error)
    {
        var obj = Json.Map(
            "{'apiVersion': 'apps/v1', 'kind': 'DaemonSet', 'metadata': {'name': 'd'}, 'spec': {'selector': {'matchLabels': {'app': 'x'}}, 'template': {'metadata': {'labels': {'app': 'x'}}}}}"
        );
        obj["spec"]!["template"]!["spec"] = Json.Any(podSpec);
        Assert.Equal([error], Errors(obj));
    }

    [Theory]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'x'}, 'data': {'a b': 'c'}}",
        "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
    )]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'x', 'labels': {'a': 'c d'}}}",
        "metadata.labels: Invalid value: \"c d\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    )]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'x', 'finalizers': ['nope']}}",
        "metadata.finalizers[0]: Invalid value: \"nope\": name is neither a standard finalizer name nor is it fully qualified"
    )]
    [InlineData("{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'x'}, 'spec': {}}", "spec.ports: Required value")]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'x'}, 'type': 'kubernetes.io/dockerconfigjson'}",
        "data[.dockerconfigjson]: Required value"
    )]
    [InlineData(
        "{'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRole', 'metadata': {'name': 'x'}, 'rules': [{'apiGroups': [''], 'resources': ['nodes']}]}",
        "rules[0].verbs: Required value: verbs must contain at least one value"
    )]
    [InlineData(
        "{'apiVersion': 'scheduling.k8s.io/v1', 'kind': 'PriorityClass', 'metadata': {'name': 'x'}, 'value': 2000000000}",
        "value: Forbidden: maximum allowed value of a user defined priority is 1000000000"
    )]
    [InlineData(
        "{'apiVersion': 'coordination.k8s.io/v1', 'kind': 'Lease', 'metadata': {'name': 'x'}, 'spec': {'leaseDurationSeconds': 0}}",
        "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0"
    )]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'x'}, 'spec': {'podCIDR': '10.0.0.0/99'}}",
        "spec.podCIDRs[0]: Invalid value: \"10.0.0.0/99\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
    )]
    public void Mistakes_in_objects_are_named(string text, string error) => Assert.Equal([error], Errors(Json.Map(text)));

    [Fact]
    public void A_selector_that_does_not_match_its_template_is_refused()
    {
        var obj = Json.Map(
            "{'apiVersion': 'apps/v1', 'kind': 'DaemonSet', 'metadata': {'name': 'd'}, 'spec': {'selector': {'matchLabels': {'app': 'x'}}, 'template': {'metadata': {'labels': {'app': 'y'}}, 'spec': {'containers': [{'name': 'c', 'image': 'a'}]}}}}"
        );
        Assert.Equal(
            ["spec.template.metadata.labels: Invalid value: {\"app\":\"y\"}: `selector` does not match template `labels`"],
            Errors(obj)
        );
    }

    [Theory]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'x'}, 'immutable': true, 'data': {'a': 'b'}}",
        "data",
        "{'a': 'c'}",
        "data: Forbidden: field is immutable when `immutable` is set"
    )]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'x'}}",
        "type",
        "'Foo'",
        "type: Invalid value: \"Foo\": field is immutable"
    )]
    [InlineData(
        "{'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRoleBinding', 'metadata': {'name': 'x'}, 'roleRef': {'kind': 'ClusterRole', 'name': 'a'}}",
        "roleRef",
        "{'kind': 'ClusterRole', 'name': 'b'}",
        "roleRef: Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"b\"}: cannot change roleRef"
    )]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'x'}, 'spec': {'podCIDR': '10.1.0.0/24'}}",
        "spec",
        "{'podCIDR': '10.2.0.0/24'}",
        "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid"
    )]
    [InlineData(
        "{'apiVersion': 'scheduling.k8s.io/v1', 'kind': 'PriorityClass', 'metadata': {'name': 'x'}, 'value': 10}",
        "value",
        "11",
        "value: Forbidden: may not be changed in an update."
    )]
    public void Immutable_fields_stay(string text, string field, string value, string error)
    {
        var old = Defaulted(Json.Map(text));
        var changed = (JsonObject)old.DeepClone();
        changed[field] = Json.Any(value);
        Assert.Equal([error], Errors(changed, old));
    }

    [Theory]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'data': {'a': 1}}",
        "json: cannot unmarshal number into Go struct field ConfigMap.data of type string"
    )]
    [InlineData(
        "{'apiVersion': 'v1', 'kind': 'Pod', 'spec': {'hostNetwork': 'yes'}}",
        "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool"
    )]
    [InlineData("{'apiVersion': 'v1', 'kind': 'Secret', 'data': {'a': 'not base64'}}", "illegal base64 data at input byte 3")]
    public void Values_of_another_type_cannot_be_read(string text, string problem)
    {
        var obj = Json.Map(text);
        Assert.Equal(problem, ShapeCheck.FindDecodeProblem(Resource(obj).Schema, obj, "", Resource(obj).Kind));
    }

    private static BuiltInResource Resource(JsonObject obj) => BuiltInResources.Find($"{obj["apiVersion"]}", $"{obj["kind"]}")!;

    private static JsonObject Defaulted(JsonObject obj)
    {
        Defaulting.Apply(Resource(obj), obj);
        return obj;
    }

    private static string[] Errors(JsonObject obj, JsonObject? old = null) =>
        BuiltInRules.Validate(Resource(obj), Defaulted(obj), old).Select(e => e.ToString()).ToArray();
}
