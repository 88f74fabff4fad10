using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using static CniOperator.Core.Tests.Rendering.DeliberateDifference;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>
/// Where Canal's objects differ from upstream's canal.yaml on purpose, each with its reason. Everything else must be equal.
/// </summary>
internal static class CanalDifferences
{
    private const string Health = "a pod is ready when its routes and rules are in place, and is restarted when flanneld hangs";

    private static readonly IReadOnlyList<DeliberateDifference> OfCanal =
    [
        new(
            "upstream's flannel is of early 2024 and has none of what follows",
            "DaemonSet",
            Flanneld("image"),
            "\"docker.io/flannel/flannel:v0.24.4\""
        ),
        new(
            "flanneld's rules would accept all of the pod network's traffic before Felix' policies see it",
            "DaemonSet",
            Flanneld("command[3]"),
            Absent,
            "\"--iptables-forward-rules=false\""
        ),
        new(
            "packets to unused addresses of a node do not leave by its default route",
            "DaemonSet",
            Flanneld("command[4]"),
            Absent,
            "\"--ip-blackhole-route\""
        ),
        new(Health, "DaemonSet", Flanneld("command[5]"), Absent, "\"--healthz-port=8081\""),
        new(Health, "DaemonSet", Flanneld("ports"), Absent),
        new(Health, "DaemonSet", Flanneld("livenessProbe"), Absent),
        new(Health, "DaemonSet", Flanneld("readinessProbe"), Absent),
    ];

    /// <summary>Rights that upstream does not grant, with the reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> MoreRights = new Dictionary<string, string>
    {
        ["more: flannel get /nodes"] = "flanneld gets its Node; upstream relies on the right that calico-node's role has",
    };

    /// <summary>A request with upstream's parameters.</summary>
    internal static RenderRequest Sample { get; } =
        new(
            "default",
            Rendering.Sample.SpecOf(AddonCatalog.BuiltIn.Find("canal")!, [], "10.244.0.0/16"),
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

    internal static bool Explains(FieldDifference difference, string variant) =>
        CalicoDifferences.OfCalicosParts.Concat(OfCanal).Any(d => d.Explains(difference, variant))
        || (
            difference.Path == "data.cni_network_config"
            && JsonNode.DeepEquals(CalicoDifferences.Conf(difference.Before), CalicoDifferences.Conf(difference.After))
        )
        || (
            difference.Path == "data[net-conf.json]"
            && JsonNode.DeepEquals(CalicoDifferences.Conf(difference.Before), CalicoDifferences.Conf(difference.After))
        );

    internal static bool ExplainsRight(string right, string version) =>
        MoreRights.ContainsKey(right)
        || CalicoDifferences.LeavesOut(right)
        || (version == "v3.33.0" && CalicoDifferences.AddsStatus(right));

    private static string Flanneld(string field) => $"spec.template.spec.containers[kube-flannel].{field}";
}
