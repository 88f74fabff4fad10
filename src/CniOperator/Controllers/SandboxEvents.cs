using CniOperator.Core.Observation;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>Events of one reason, as this operator caches them: what <see cref="SandboxFailure"/> reads, and not too many.</summary>
internal static class SandboxEvents
{
    // A few tell what is wrong; a cluster in which no pod starts has hundreds of thousands.
    private const int Most = 2000;

    internal static ResourceType<Unstructured> Type { get; } =
        Unstructured.Of(KubernetesKinds.Events, KeptFields.Of(SandboxFailure.Fields)) with
        {
            MostCached = Most,
        };

    internal static IReadOnlyList<SandboxFailure> In(IReadOnlyList<IInformer<Unstructured>> caches) =>
        [.. caches.SelectMany(c => c.List()).Select(e => SandboxFailure.Of(e.Json))];
}
