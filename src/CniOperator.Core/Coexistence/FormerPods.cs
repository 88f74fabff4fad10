using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Coexistence;

/// <summary>Tells which pods belong to the network before this one: nothing gives those another network but a restart.</summary>
public static class FormerPods
{
    /// <summary>The fields of a <c>v1</c> Pod that tell, as paths.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "spec.hostNetwork",
        "status.phase",
        "status.podIP",
        "status.podIPs.ip",
        "status.conditions.type",
        "status.conditions.status",
        "status.conditions.lastTransitionTime",
        "status.containerStatuses.state.running.startedAt",
    ];

    /// <summary>The count after one more page of pods.</summary>
    public static PodCensus Count(PodCensus before, IEnumerable<JsonObject> pods, PodLook look)
    {
        ArgumentNullException.ThrowIfNull(pods);
        return pods.Aggregate(before, (census, pod) =>
            census.With(Of(pod, look), $"{pod.Text("metadata", "namespace")}/{pod.Text("metadata", "name")}")
        );
    }

    /// <summary>Whether one belongs to the network before.</summary>
    public static FormerPod Of(JsonObject pod, PodLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (
            pod.Flag("spec", "hostNetwork")
            || pod.Text("status", "phase") != "Running"
            || pod.At("metadata", "deletionTimestamp") is not null
        )
            return FormerPod.No;
        List<string> addresses =
        [
            .. pod.Items("status", "podIPs").Select(a => a.Text("ip")).Append(pod.Text("status", "podIP")).OfType<string>(),
        ];
        if (addresses.Count == 0)
            return FormerPod.No;
        if (!addresses.Exists(a => IsWithin(a, look.Networks)))
            return FormerPod.Outside;
        return NetworkSince(pod) < look.Since ? FormerPod.Older : FormerPod.No;
    }

    // Each sandbox sets the condition again; kubelets before 1.29 do not have it. Times have whole seconds.
    private static DateTimeOffset? NetworkSince(JsonObject pod) =>
        pod.Items("status", "conditions")
            .FirstOrDefault(c => c.Text("type") == "PodReadyToStartContainers" && c.Text("status") == "True")
            .Time("lastTransitionTime")
        ?? pod.Items("status", "containerStatuses").Select(c => c.Time("state", "running", "startedAt")).Min();

    private static bool IsWithin(string address, IReadOnlyList<IpNetwork> networks) =>
        AddressText.TryRead(address, out var ip) && networks.Any(n => n.Contains(ip));
}
