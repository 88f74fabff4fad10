using System.Text.Json.Nodes;
using CniOperator.Core.Rendering.Stages;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering;

/// <summary>What configuration the pods of a workload read.</summary>
public static class PodConfiguration
{
    /// <summary>The ConfigMaps and Secrets that a workload's pod template names, whether they are there or not.</summary>
    public static IReadOnlyList<ObjectKey> ReadBy(JsonObject workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return
        [
            .. HashStage
                .References(RenderedPodTemplates.Of(workload)?["spec"])
                .Distinct()
                .Select(r => new ObjectKey("v1", r.Kind, workload.Text("metadata", "namespace"), r.Name)),
        ];
    }
}
