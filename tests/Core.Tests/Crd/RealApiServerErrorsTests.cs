using System.Text.Json.Nodes;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Core.Tests.Crd;

/// <summary>What kube-apiserver 1.36.2 answered for these objects under this definition, recorded word for word.</summary>
public class RealApiServerErrorsTests
{
    private const string Skipped =
        "<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

    public static TheoryData<string, string[]> Recorded { get; } =
        new()
        {
            {
                "managementState: Manged",
                ["spec.managementState: Unsupported value: \"Manged\": supported values: \"Managed\", \"Paused\"", Skipped]
            },
            {
                "podNetwork: {cidrs: [10.244.0.0/16], mtu: big}",
                ["spec.podNetwork.mtu: Invalid value: \"string\": spec.podNetwork.mtu in body must be of type integer: \"string\"", Skipped]
            },
            {
                "podNetwork: {cidrs: [10.244.0.0/16], mtu: 1450.5}",
                [
                    "spec.podNetwork.mtu: Invalid value: \"float64\": spec.podNetwork.mtu in body must be of type int32: \"float64\"",
                    "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in spec.podNetwork.mtu",
                    Skipped,
                ]
            },
            {
                "calico: {}",
                [
                    "spec.calico: Forbidden: calico settings are allowed only with provider calico; remove spec.calico, or set spec.provider to calico",
                ]
            },
            {
                "podNetwork: {cidrs: [10.244.0.0/16, 10.1.0.0/16]}",
                ["spec.podNetwork.cidrs: Invalid value: at most one CIDR per IP family is allowed; keep one IPv4 and one IPv6 CIDR"]
            },
            { "podNetwork: {}", ["spec.podNetwork.cidrs: Required value", Skipped] },
            { "acknowledge: [a/b, a/b]", ["spec.acknowledge[1]: Duplicate value: \"a/b\""] },
            {
                "rollout: {maxUnavailable: 0, maxFailedNodes: x}",
                [
                    "spec.rollout.maxFailedNodes: Invalid value: \"x\": spec.rollout.maxFailedNodes in body should match '^([0-9]|[1-9][0-9]|100)%$|^[0-9]+$'",
                    "spec.rollout.maxUnavailable: Invalid value: 0: spec.rollout.maxUnavailable in body should be greater than or equal to 1",
                ]
            },
            {
                "rollout: {maxUnavailable: true}",
                [
                    "spec.rollout.maxUnavailable: Invalid value: \"boolean\": spec.rollout.maxUnavailable in body must be of type integer,string: \"boolean\"",
                    "<nil>: Invalid value: \"\": \"spec.rollout.maxUnavailable\" must validate at least one schema (anyOf)",
                    "spec.rollout.maxUnavailable: Invalid value: \"boolean\": spec.rollout.maxUnavailable in body must be of type integer: \"boolean\"",
                    Skipped,
                ]
            },
            {
                "podNetwork: {cidrs: [10.244.0.0/16, 'fd00::/56', 10.1.0.0/16]}",
                ["spec.podNetwork.cidrs: Too many: 3: must have at most 2 items", Skipped]
            },
            { "provider: " + new string('a', 64), ["spec.provider: Too long: may not be more than 63 bytes", Skipped] },
            { "podNetwork: null", ["spec.podNetwork: Required value", Skipped] },
            {
                "rollout: {canaryNodes: 3000000000}",
                [
                    "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in spec.rollout.canaryNodes",
                    "spec.rollout.canaryNodes: Invalid value: 3000000000: spec.rollout.canaryNodes in body should be less than or equal to 5000",
                ]
            },
            { "version: v0.28.9", [] },
        };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void The_validator_says_the_same(string line, string[] expected)
    {
        var spec = YamlReader.Read("provider: flannel\npodNetwork: {cidrs: [10.244.0.0/16]}\n", "f")[0].Root!.AsObject();
        foreach (var (name, value) in YamlReader.Read(line, "f")[0].Root!.AsObject())
            spec[name] = value?.DeepClone();
        var network = new JsonObject
        {
            ["apiVersion"] = "cni-operator.io/v1alpha1",
            ["kind"] = "ClusterNetwork",
            ["metadata"] = new JsonObject { ["name"] = "x" },
            ["spec"] = spec,
        };
        SchemaDefaulter.Apply(ClusterNetworkDefinition.Schema, network);
        SchemaPruner.Prune(ClusterNetworkDefinition.Schema, network, isResourceRoot: true);
        // Siblings come in random order there.
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            SchemaValidator.Validate(ClusterNetworkDefinition.Schema, network).Select(e => e.ToString()).Order(StringComparer.Ordinal)
        );
    }
}
