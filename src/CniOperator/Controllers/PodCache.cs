using System.Runtime.CompilerServices;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>Reads each cached pod once: a pod's event costs one pod, however many there are.</summary>
internal sealed class PodCache
{
    private readonly ConditionalWeakTable<Unstructured, PodView> _views = [];

    /// <summary>The pods that <paramref name="caches"/> hold.</summary>
    internal IReadOnlyList<PodView> Of(IReadOnlyList<IInformer<Unstructured>> caches)
    {
        List<PodView> views = [.. caches.SelectMany(c => c.List()).Select(ViewOf)];

        // One cache shows each pod once; only two workloads' selectors can overlap.
        return caches.Count < 2 ? views : [.. views.DistinctBy(p => (p.Namespace, p.Name))];
    }

    private PodView ViewOf(Unstructured pod) => _views.GetValue(pod, p => PodView.Of(p.Json));
}
