using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>The counts of one workload, whatever its kind calls them.</summary>
/// <param name="Key">The workload.</param>
/// <param name="Uid">Its uid; empty while it does not exist.</param>
/// <param name="Exists">The server has it.</param>
/// <param name="Observed">Its controller has seen its newest spec.</param>
/// <param name="Desired">Pods that should run.</param>
/// <param name="Updated">Pods of the newest template.</param>
/// <param name="Ready">Pods that are ready.</param>
/// <param name="Available">Pods that have been ready long enough.</param>
/// <param name="ChangedAt">When our manager last changed it, else when it was created.</param>
/// <param name="MatchLabels">The labels that its pods carry.</param>
public sealed record WorkloadView(
    ObjectKey Key,
    string Uid,
    bool Exists,
    bool Observed,
    int Desired,
    int Updated,
    int Ready,
    int Available,
    DateTimeOffset ChangedAt,
    IReadOnlyDictionary<string, string> MatchLabels
)
{
    // The DaemonSet controller counts changes of the template here, and labels each pod with the number it was made from.
    private const string GenerationAnnotation = "deprecated.daemonset.template.generation";
    private const string GenerationLabel = "pod-template-generation";

    /// <summary>The ServiceAccounts whose tokens its pods live by, their own first; empty when they mount none.</summary>
    public IReadOnlyList<ObjectKey> Accounts { get; init; } = [];

    /// <summary>The ServiceAccounts of which its pods write a token to their node when they start, for the CNI plugin.</summary>
    public IReadOnlyList<ObjectKey> FileAccounts { get; init; } = [];

    /// <summary>How many of its nodes may be without a ready pod at once: a number or a percentage.</summary>
    public string MaxUnavailable { get; init; } = "1";

    /// <summary>Its controller replaces pods of an earlier template; else a person does, pod by pod.</summary>
    public bool Rolls { get; init; } = true;

    /// <summary>The number of its present template; <c>null</c> when its controller does not count.</summary>
    public string? TemplateGeneration { get; init; }

    /// <summary>What a pod has of an account, for people.</summary>
    internal string TokenOf(ObjectKey account) =>
        FileAccounts.Contains(account) ? "the token that it wrote to its node for the CNI plugin" : "the token that it holds";

    /// <summary>It runs one pod on each node.</summary>
    public bool PerNode => Key.Kind == "DaemonSet";

    /// <summary>The fields of a DaemonSet that <see cref="Runs"/> reads.</summary>
    public static IReadOnlyList<string> RunsFields { get; } =
    ["metadata.generation", "status.observedGeneration", "status.desiredNumberScheduled"];

    /// <summary>
    /// It is there and at least one node is to run it, as far as its controller has counted. One that selects no node is as good as none.
    /// </summary>
    public bool Runs => Exists && (Desired > 0 || !Observed);

    /// <summary>True for kinds that run pods and report how far they are.</summary>
    public static bool IsWorkload(ObjectKey key) => key is { Group: "apps", Kind: "DaemonSet" or "Deployment" or "StatefulSet" };

    /// <summary>The labels by which a workload's manifest selects its pods.</summary>
    public static IReadOnlyDictionary<string, string> PodLabels(JsonObject manifest) =>
        (manifest.At("spec", "selector", "matchLabels") as JsonObject ?? []).ToDictionary(
            l => l.Key,
            l => l.Value.Text() ?? "",
            StringComparer.Ordinal
        );

    /// <summary>Reads a workload; <paramref name="live"/> is <c>null</c> while it does not exist.</summary>
    public static WorkloadView Of(ObjectKey key, JsonObject? live)
    {
        var status = live.At("status");
        var daemons = key.Kind == "DaemonSet";
        return new WorkloadView(
            key,
            live.Text("metadata", "uid") ?? "",
            live is not null,
            status.Number(-1, "observedGeneration") >= live.Number(0, "metadata", "generation"),
            (int)(daemons ? status.Number(0, "desiredNumberScheduled") : live.Number(1, "spec", "replicas")),
            (int)status.Number(0, daemons ? "updatedNumberScheduled" : "updatedReplicas"),
            (int)status.Number(0, daemons ? "numberReady" : "readyReplicas"),
            (int)status.Number(0, daemons ? "numberAvailable" : "availableReplicas"),
            live.Items("metadata", "managedFields")
                .Where(f => f.Text("manager") == Api.ClusterNetworkApi.FieldManager)
                .Select(f => f.Time("time"))
                .Append(live.Time("metadata", "creationTimestamp"))
                .Max()
                ?? DateTimeOffset.MinValue,
            live is null ? new Dictionary<string, string>() : PodLabels(live)
        )
        {
            MaxUnavailable = live.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable")?.ToString() ?? "1",
            Rolls = live.Text("spec", "updateStrategy", "type") != "OnDelete",
            TemplateGeneration = daemons ? live.Text("metadata", "annotations", GenerationAnnotation) : null,
        };
    }

    /// <summary>
    /// The ServiceAccount that a workload's manifest has its pods run as, with a token; <c>null</c> when they are given none.
    /// </summary>
    public static ObjectKey? AccountOf(JsonObject manifest)
    {
        var pod = manifest.At("spec", "template", "spec");
        return pod.At("automountServiceAccountToken")?.ToJsonString() == "false"
            ? null
            : new ObjectKey("v1", "ServiceAccount", manifest.Text("metadata", "namespace"), pod.Text("serviceAccountName") ?? "default");
    }

    /// <summary>True when <paramref name="pod"/> was made from an earlier template, as far as that can be told.</summary>
    internal bool IsOutdated(PodView pod) =>
        TemplateGeneration is not null && pod.Labels.TryGetValue(GenerationLabel, out var made) && made != TemplateGeneration;

    /// <summary>True when <paramref name="pod"/> was made from the present template for certain.</summary>
    internal bool IsNewest(PodView pod) =>
        TemplateGeneration is not null && pod.Labels.TryGetValue(GenerationLabel, out var made) && made == TemplateGeneration;

    /// <summary>
    /// How many pods may be on their way at once: <see cref="MaxUnavailable"/> of those desired, rounded up as their controller does.
    /// One at least, and one of a workload that does not run on each node.
    /// </summary>
    internal int Budget()
    {
        var text = MaxUnavailable.TrimEnd('%');
        if (!PerNode || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return 1;
        return Math.Max(1, text.Length == MaxUnavailable.Length ? number : (int)((((long)Desired * number) + 99) / 100));
    }

    /// <summary>True when <paramref name="pod"/> is one of this workload's.</summary>
    public bool Owns(PodView pod) =>
        Key.Kind == "Deployment"
            ? pod.OwnerKind == "ReplicaSet"
                && pod.Namespace == Key.Namespace
                && MatchLabels.All(l => pod.Labels.TryGetValue(l.Key, out var value) && value == l.Value)
            : pod.OwnerUid == Uid && Uid.Length > 0;
}
