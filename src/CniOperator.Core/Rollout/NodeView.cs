using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;

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

    /// <summary>Since when its Ready condition says what it says.</summary>
    public DateTimeOffset ReadySince { get; init; }

    /// <summary>The dataplane that its annotations say runs there outside of pods; <c>null</c> for none.</summary>
    public string? RunsOutsidePods { get; init; }

    /// <summary>The dataplane that its annotations say is switched off in this cluster; <c>null</c> for none.</summary>
    public string? SwitchesOff { get; init; }

    /// <summary>Those of <see cref="KeptAnnotations"/> that have a value, one a line; the same on most nodes.</summary>
    public string Annotations { get; init; } = "";

    /// <summary>The annotations of which it is known whether they are there: those that some addon's effects are told by.</summary>
    public static IReadOnlyList<string> KeptAnnotations { get; } =
    [.. AddonCatalog.BuiltIn.Addons.SelectMany(a => a.Effects).Select(e => e.NodeAnnotation).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The fields of a <c>v1</c> Node that <see cref="Of"/> reads, as paths.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "metadata.name",
        "metadata.uid",
        "metadata.creationTimestamp",
        "metadata.labels",
        "spec.unschedulable",
        "status.conditions.type",
        "status.conditions.status",
        "status.conditions.reason",
        "status.conditions.message",
        "status.conditions.lastTransitionTime",
        .. OtherDataplanes.NodeAnnotations.Select(a => "metadata.annotations." + a.Replace(".", "\\.", StringComparison.Ordinal)),
        .. KeptAnnotations.Select(a => $"metadata.annotations.{a.Replace(".", @"\.", StringComparison.Ordinal)}"),
    ];

    /// <summary>What its kubelet, or for <c>NetworkUnavailable</c> a dataplane or a cloud, says of it; empty while it is ready.</summary>
    public string Words { get; init; } = "";

    /// <summary>The status of its condition <c>NetworkHealthy</c>, which health verdicts write; <c>null</c> without one.</summary>
    public string? NetworkHealthy { get; init; }

    /// <summary>Its condition <c>NetworkUnavailable</c> is <c>True</c>.</summary>
    public bool NetworkUnavailable { get; init; }

    /// <summary>Since when it is not ready, or its network is not; <c>null</c> while both are, or when it is not said.</summary>
    public DateTimeOffset? NotServedSince { get; init; }

    /// <summary>
    /// The dataplane must run here for the network to count as up. A node without CNI is NotReady and still counts; a cordoned one and
    /// one whose kubelet no longer reports (Ready is Unknown), or is not ready for a reason of its own, say nothing about the network.
    /// </summary>
    public bool Counts => Reports && !Unschedulable && !IsIll;

    /// <summary>What is said of its pods can be believed.</summary>
    public bool Reports => Linux && Ready != "Unknown";

    /// <summary>Pods get a network on it, by its own word.</summary>
    public bool IsServed => Ready == "True" && !NetworkUnavailable;

    /// <summary>It says that pods get no network on it, or is not ready and does not say why.</summary>
    public bool LacksNetwork => Reports && !IsServed && !IsIll;

    /// <summary>It is not ready, and not for want of a network: its runtime is down, it is shutting down, and so on.</summary>
    public bool IsIll { get; init; }

    /// <summary>Reads a <c>v1</c> Node.</summary>
    public static NodeView Of(JsonObject node)
    {
        var (ready, network) = (Condition(node, "Ready"), Condition(node, "NetworkUnavailable"));
        var (isReady, unavailable) = (ready.Text("status") == "True", network.Text("status") == "True");
        var telling =
            !isReady ? ready
            : unavailable ? network
            : null;
        var linux = (NodeLabels.Of(node).Value("kubernetes.io/os") ?? "linux") == "linux";
        return new NodeView(
            node.Text("metadata", "name") ?? "",
            node.Flag("spec", "unschedulable"),
            ready.Text("status") ?? "False",
            linux,
            node.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue
        )
        {
            Uid = node.Text("metadata", "uid") ?? "",
            NetworkUnavailable = unavailable,
            NetworkHealthy = Condition(node, ClusterNetworkApi.NodeCondition).Text("status"),
            IsIll = linux && ready.Text("status") == "False" && NodeWords.BlameSomethingElse(ready),
            Words = NodeWords.Of(telling),
            NotServedSince = telling.Time("lastTransitionTime"),
            ReadySince = ready.Time("lastTransitionTime") ?? DateTimeOffset.MaxValue,
            RunsOutsidePods = OtherDataplanes.RunningOn(node),
            SwitchesOff = OtherDataplanes.SwitchedOffBy(node),
            Annotations = AnnotationsOf(node),
        };
    }

    private static JsonObject? Condition(JsonObject node, string type) =>
        node.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type);

    /// <summary>True when it has an annotation of that key, with a value.</summary>
    public bool HasAnnotation(string key)
    {
        foreach (var line in Annotations.AsSpan().EnumerateLines())
            if (line.SequenceEqual(key))
                return true;
        return false;
    }

    // The same text on thousands of nodes is one text in memory.
    private static string AnnotationsOf(JsonObject node) =>
        node.At("metadata", "annotations") is JsonObject { Count: > 0 } all
            ? string.Intern(string.Join('\n', KeptAnnotations.Where(key => all[key].Text() is { Length: > 0 })))
            : "";
}
