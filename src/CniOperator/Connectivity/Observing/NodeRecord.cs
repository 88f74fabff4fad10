using System.Text.Json.Nodes;
using CniOperator.Health;
using CniOperator.Health.Peers;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Connectivity.Observing;

/// <summary>What health looks at of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its uid.</param>
/// <param name="Zone">Its zone; empty without one.</param>
/// <param name="Host">Its own addresses inside the cluster.</param>
/// <param name="Ready">Its condition Ready is True.</param>
/// <param name="Schedulable">It is not cordoned.</param>
/// <param name="Leaving">It is being deleted, or an autoscaler has said that its machine will be.</param>
/// <param name="Joined">When it was created.</param>
internal sealed record NodeRecord(
    string Name,
    NodeId Id,
    string Zone,
    AddressPair Host,
    bool Ready,
    bool Schedulable,
    bool Leaving,
    DateTimeOffset Joined
)
{
    private static readonly string[] ZoneLabels = ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];

    // Of cluster-autoscaler, and of Karpenter before and since v1.
    private static readonly string[] LeavingTaints =
    [
        "ToBeDeletedByClusterAutoscaler",
        "DeletionCandidateOfClusterAutoscaler",
        "karpenter.sh/disrupted",
        "karpenter.sh/disruption",
    ];

    /// <summary>The fields of a <c>v1</c> Node that are read besides what other parts keep, as paths.</summary>
    internal static IReadOnlyList<string> Fields { get; } = ["spec.taints.key"];

    /// <summary>Reads a <c>v1</c> Node; <c>null</c> for one where agents do not run.</summary>
    internal static NodeRecord? Of(JsonObject node)
    {
        var labels = NodeLabels.Of(node);
        if ((labels.Value("kubernetes.io/os") ?? "linux") != "linux")
            return null;
        var addresses = node.Items("status", "addresses").Where(a => a.Text("type") == "InternalIP").Select(a => a.Text("address") ?? "");
        return new NodeRecord(
            SharedTexts.Of(node.Name()),
            NodeId.Of(node.Uid()),
            labels.Value(ZoneLabels[0]) ?? labels.Value(ZoneLabels[1]) ?? "",
            AddressPair.Of(addresses),
            node.ConditionIs("Ready", "True"),
            !node.Flag("spec", "unschedulable"),
            node.IsDeleting() || node.Items("spec", "taints").Any(t => LeavingTaints.Contains(t.Text("key"))),
            node.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue
        );
    }
}
