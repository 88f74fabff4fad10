using System.Text.Json.Nodes;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Diff;

/// <summary>Tells whose pods restart, and why.</summary>
internal static class PodRestarts
{
    /// <summary>The pods of a workload, when something in their template changes; else <c>null</c>.</summary>
    internal static PodRestart? Of(ObjectDifference change, Manifest rendered, JsonObject? live)
    {
        if (live is null || !WorkloadView.IsWorkload(change.Key) || change.Action is not (ObjectAction.Change or ObjectAction.Replace))
            return null;
        var because = change.Fields.Select(f => f.Path).Where(p => p.StartsWith("spec.template", StringComparison.Ordinal)).ToList();
        return because.Count == 0 && change.Action != ObjectAction.Replace
            ? null
            : new PodRestart(change.Key, WorkloadView.Of(change.Key, live).Desired, AtOnce(change, rendered.Json), because);
    }

    private static string AtOnce(ObjectDifference change, JsonObject rendered) =>
        change.Key.Kind != "DaemonSet" ? "by its Deployment's strategy"
        : rendered.Text("spec", "updateStrategy", "type") == "OnDelete" ? "none by itself (OnDelete)"
        : $"{rendered.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable")?.ToString() ?? "1"} at once";
}
