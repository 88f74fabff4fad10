using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.TakeOver;

/// <summary>Which objects must be looked at before they are applied for the first time.</summary>
public static class TakeOverNeeds
{
    /// <summary>
    /// Workloads, the ConfigMaps that they read, and what the addon's descriptor names. All others may be applied unseen: they decide on
    /// nothing that runs.
    /// </summary>
    /// <param name="addon">The addon.</param>
    /// <param name="objects">What is rendered.</param>
    public static IReadOnlyList<ObjectKey> Of(Addon? addon, IReadOnlyList<Manifest> objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        var read = objects
            .Where(o => WorkloadView.IsWorkload(o.Key))
            .SelectMany(o => PodConfiguration.ReadBy(o.Json))
            .Where(k => k.Kind == "ConfigMap")
            .ToHashSet();
        return
        [
            .. objects
                .Select(o => o.Key)
                .Where(k => WorkloadView.IsWorkload(k) || read.Contains(k) || addon?.TakeOver.Any(t => t.Describes(k)) == true),
        ];
    }
}
