using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>What decisions need of a pod of the dataplane.</summary>
public sealed record PodView
{
    private const string NodeTerms = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";

    /// <summary>The fields that <see cref="NodeOf"/> reads, as paths.</summary>
    public static IReadOnlyList<string> NodeFields { get; } = ["spec.nodeName", $"{NodeTerms}.matchFields"];

    /// <summary>The fields of a <c>v1</c> Pod that <see cref="Of"/> reads, as paths.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "metadata.namespace",
        "metadata.name",
        "metadata.uid",
        "metadata.labels",
        "metadata.creationTimestamp",
        "metadata.deletionTimestamp",
        "metadata.ownerReferences.uid",
        "metadata.ownerReferences.kind",
        "metadata.ownerReferences.controller",
        .. NodeFields,
        "status.phase",
        "status.reason",
        "status.message",
        "status.startTime",
        "status.conditions.type",
        "status.conditions.status",
        "status.conditions.reason",
        "status.conditions.message",
        "status.conditions.lastTransitionTime",
        .. ContainerView.Fields.Select(f => $"status.initContainerStatuses.{f}"),
        .. ContainerView.Fields.Select(f => $"status.containerStatuses.{f}"),
    ];

    /// <summary>Its namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its uid.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The uid of the controller that made it; empty for none. A Deployment's pods name its ReplicaSet.</summary>
    public string OwnerUid { get; init; } = "";

    /// <summary>The kind of that controller.</summary>
    public string OwnerKind { get; init; } = "";

    /// <summary>Its node; for a DaemonSet's pod that is not scheduled yet, the node that it is meant for; empty when unknown.</summary>
    public string Node { get; init; } = "";

    /// <summary>Its labels' values by key.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string Phase { get; init; } = "Pending";

    /// <summary>Why it is in that phase, as <c>Evicted</c>; and the kubelet's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The kubelet's words on <see cref="Reason"/>.</summary>
    public string? Message { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its kubelet took it on; <c>null</c> before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it is due to be gone; <c>null</c> while it is not being deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>It passes its readiness probes and is not on its way out.</summary>
    public bool Ready { get; init; }

    /// <summary>When <see cref="Ready"/> last changed.</summary>
    public DateTimeOffset? ReadyChangedAt { get; init; }

    /// <summary>Why no node takes it; <c>null</c> when one does.</summary>
    public string? Unschedulable { get; init; }

    /// <summary>
    /// It had been ready and is so no longer. A pod that starts is not ready since its kubelet took it on; a later change is a loss.
    /// Times have whole seconds, so that one within the first second passes for a start.
    /// </summary>
    public bool LostReadiness => !Ready && ReadyChangedAt > StartedAt;

    /// <summary>It runs, is not ready, and has had its time to become so.</summary>
    public bool FailsProbe(DateTimeOffset now) =>
        this is { Phase: "Running", Ready: false, DeletedAt: null }
        && (LostReadiness || (ReadyChangedAt ?? CreatedAt) + PodDiagnosis.SlowReadiness <= now);

    /// <summary>It has never been ready since its kubelet took it on, and a container of it ended otherwise than well.</summary>
    internal bool FailedAtStart => !Ready && !LostReadiness && Containers.Any(c => c.ExitCode is not (null or 0));

    /// <summary>Its containers, init containers first.</summary>
    public IReadOnlyList<ContainerView> Containers { get; init; } = [];

    /// <summary>Reads a <c>v1</c> Pod.</summary>
    public static PodView Of(JsonObject pod)
    {
        var ready = Condition(pod, "Ready");
        var scheduled = Condition(pod, "PodScheduled");
        var owner = pod.Items("metadata", "ownerReferences").FirstOrDefault(o => o.Flag("controller"));
        return new PodView
        {
            Namespace = pod.Text("metadata", "namespace") ?? "",
            Name = pod.Text("metadata", "name") ?? "",
            Uid = pod.Text("metadata", "uid") ?? "",
            OwnerUid = owner.Text("uid") ?? "",
            OwnerKind = owner.Text("kind") ?? "",
            Node = NodeOf(pod),
            Labels = (pod.At("metadata", "labels") as JsonObject ?? []).ToDictionary(
                l => l.Key,
                l => l.Value.Text() ?? "",
                StringComparer.Ordinal
            ),
            Phase = pod.Text("status", "phase") ?? "Pending",
            Reason = pod.Text("status", "reason"),
            Message = pod.Text("status", "message"),
            CreatedAt = pod.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue,
            StartedAt = pod.Time("status", "startTime"),
            DeletedAt = pod.Time("metadata", "deletionTimestamp"),
            Ready = ready.Text("status") == "True" && pod.At("metadata", "deletionTimestamp") is null,
            ReadyChangedAt = ready.Time("lastTransitionTime"),
            Unschedulable =
                scheduled.Text("status") == "False" ? scheduled.Text("message") ?? scheduled.Text("reason") ?? "no node takes it" : null,
            Containers =
            [
                .. pod.Items("status", "initContainerStatuses").Select(ContainerView.Of),
                .. pod.Items("status", "containerStatuses").Select(ContainerView.Of),
            ],
        };
    }

    /// <summary>The node of a <c>v1</c> Pod; of a DaemonSet's that waits for it the one that it is meant for; empty when unknown.</summary>
    public static string NodeOf(JsonObject pod) => pod.Text("spec", "nodeName") ?? IntendedNode(pod) ?? "";

    private static JsonObject? Condition(JsonObject pod, string type) =>
        pod.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type);

    // The DaemonSet controller pins each pod to its node by a required affinity on the node's name.
    private static string? IntendedNode(JsonObject pod) =>
        pod.Items("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
            .SelectMany(t => t.Items("matchFields"))
            .FirstOrDefault(f => f.Text("key") == "metadata.name")
            ?.Texts("values")
            .FirstOrDefault();
}
