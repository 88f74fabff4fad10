using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>What decisions need of a node; much smaller than the node itself, of which there may be thousands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unschedulable">It is cordoned.</param>
/// <param name="Ready">The status of its Ready condition: <c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Linux">It runs Linux, or does not say.</param>
/// <param name="CreatedAt">When it joined.</param>
public sealed record NodeView(string Name, bool Unschedulable, string Ready, bool Linux, DateTimeOffset CreatedAt)
{
    /// <summary>Its uid; an Event on it needs that.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The dataplane that its annotations say runs there outside of pods; <c>null</c> for none.</summary>
    public string? RunsOutsidePods { get; init; }

    /// <summary>The dataplane that its annotations say is switched off in this cluster; <c>null</c> for none.</summary>
    public string? SwitchesOff { get; init; }

    /// <summary>The fields of a <c>v1</c> Node that <see cref="Of"/> reads, as paths.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "metadata.name",
        "metadata.uid",
        "metadata.creationTimestamp",
        @"metadata.labels.kubernetes\.io/os",
        "spec.unschedulable",
        "status.conditions.type",
        "status.conditions.status",
        .. OtherDataplanes.NodeAnnotations.Select(a => "metadata.annotations." + a.Replace(".", "\\.", StringComparison.Ordinal)),
    ];

    /// <summary>
    /// The dataplane must run here for the network to count as up. A node without CNI is NotReady and still counts; a cordoned one and
    /// one whose kubelet no longer reports (Ready is Unknown) say nothing about the network.
    /// </summary>
    public bool Counts => Reports && !Unschedulable;

    /// <summary>What is said of its pods can be believed.</summary>
    public bool Reports => Linux && Ready != "Unknown";

    /// <summary>Reads a <c>v1</c> Node.</summary>
    public static NodeView Of(JsonObject node) =>
        new(
            node.Text("metadata", "name") ?? "",
            node.Flag("spec", "unschedulable"),
            node.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == "Ready").Text("status") ?? "False",
            (node.Text("metadata", "labels", "kubernetes.io/os") ?? "linux") == "linux",
            node.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue
        )
        {
            Uid = node.Text("metadata", "uid") ?? "",
            RunsOutsidePods = OtherDataplanes.RunningOn(node),
            SwitchesOff = OtherDataplanes.SwitchedOffBy(node),
        };
}
