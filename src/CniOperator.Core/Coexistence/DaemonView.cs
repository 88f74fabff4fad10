using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Coexistence;

/// <summary>What tells whether a DaemonSet, of anyone, is a dataplane; a small part of it.</summary>
/// <param name="Key">The DaemonSet.</param>
public sealed record DaemonView(ObjectKey Key)
{
    private const string Windows = "windows";

    private static readonly string[] OsLabels = ["kubernetes.io/os", "beta.kubernetes.io/os"];

    /// <summary>The fields of a DaemonSet that <see cref="Of"/> reads, as paths.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        .. WorkloadView.RunsFields,
        "metadata.creationTimestamp",
        .. new[] { ClusterNetworkApi.ManagedByLabel, ClusterNetworkApi.NetworkLabel, ClusterNetworkApi.AddonLabel }.Select(label =>
            "metadata.labels." + label.Replace(".", "\\.", StringComparison.Ordinal)
        ),
        "spec.template.metadata.labels",
        "spec.template.spec.hostNetwork",
        "spec.template.spec.os.name",
        "spec.template.spec.nodeSelector",
        "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.matchExpressions",
        "spec.template.spec.containers.name",
        "spec.template.spec.containers.image",
        "spec.template.spec.initContainers.name",
        "spec.template.spec.initContainers.image",
    ];

    /// <summary>At least one node is to run it, as far as its controller has counted, and that node runs Linux.</summary>
    public bool Runs { get; init; }

    /// <summary>Its pods use the hosts' network, as those of every dataplane do.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The ClusterNetwork that it was applied for; <c>null</c> when the operator did not apply it.</summary>
    public string? Network { get; init; }

    /// <summary>The addon that it was applied for; <c>null</c> when the operator did not apply it.</summary>
    public string? Addon { get; init; }

    /// <summary>The labels of its pods.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of its containers, those that run first included.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>Their images.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Reads an <c>apps/v1</c> DaemonSet.</summary>
    public static DaemonView Of(JsonObject daemon)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        var key = new ObjectKey("apps/v1", "DaemonSet", daemon.Text("metadata", "namespace"), daemon.Text("metadata", "name") ?? "");
        var pod = daemon.At("spec", "template", "spec");
        List<JsonObject> containers = [.. pod.Items("containers"), .. pod.Items("initContainers")];
        var ours = daemon.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel) == ClusterNetworkApi.FieldManager;
        return new DaemonView(key)
        {
            Runs = WorkloadView.Of(key, daemon).Runs && !IsForWindows(pod),
            HostNetwork = pod.Flag("hostNetwork"),
            CreatedAt = daemon.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue,
            Network = ours ? daemon.Text("metadata", "labels", ClusterNetworkApi.NetworkLabel) : null,
            Addon = ours ? daemon.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) : null,
            Labels = (daemon.At("spec", "template", "metadata", "labels") as JsonObject ?? []).ToDictionary(
                l => l.Key,
                l => l.Value.Text() ?? "",
                StringComparer.Ordinal
            ),
            Containers = [.. containers.Select(c => c.Text("name") ?? "")],
            Images = [.. containers.Select(c => c.Text("image") ?? "")],
        };
    }

    /// <summary>True when both say the same.</summary>
    public static bool Same(DaemonView one, DaemonView other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Containers.SequenceEqual(other.Containers, StringComparer.Ordinal)
            && one.Images.SequenceEqual(other.Images, StringComparer.Ordinal)
            && one.Labels.Count == other.Labels.Count
            && one.Labels.All(l => other.Labels.GetValueOrDefault(l.Key) == l.Value)
            && (one with { Labels = other.Labels, Containers = other.Containers, Images = other.Images }) == other;
    }

    private static bool IsForWindows(JsonNode? pod)
    {
        if (pod.Text("os", "name") == Windows || OsLabels.Any(label => pod.Text("nodeSelector", label) == Windows))
            return true;
        const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
        List<JsonObject> terms = [.. pod.Items("affinity", "nodeAffinity", Required, "nodeSelectorTerms")];
        return terms.Count > 0
            && terms.TrueForAll(t => t.Items("matchExpressions").Any(e => OsLabels.Contains(e.Text("key")) && IsWindowsAlone(e)));
    }

    private static bool IsWindowsAlone(JsonObject expression) =>
        expression.Text("operator") == "In" && expression.Texts("values").All(v => v == Windows);
}
