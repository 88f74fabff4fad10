using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Observation;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Recognises the dataplanes of a cluster, out of a cache of all its DaemonSets that keeps of each only what tells; the same instance as
/// long as they are the same.
/// </summary>
internal sealed class DataplaneReader(IInformers informers, AddonCatalog catalog) : IDisposable
{
    private readonly IInformer<Unstructured> _daemons = informers.Get(Type, ListScope.All);
    private readonly Lock _lock = new();
    private (IReadOnlyList<Unstructured>? Daemons, IReadOnlyList<NodeView>? Nodes) _read;
    private ObservedDataplanes _last = ObservedDataplanes.None;

    /// <summary>DaemonSets, with what tells whether they are a dataplane.</summary>
    internal static ResourceType<Unstructured> Type { get; } =
        Unstructured.Of(KubernetesKinds.DaemonSets, KeptFields.Of(DaemonView.Fields));

    /// <summary>Why they cannot be seen; <c>null</c> when they can.</summary>
    internal WatchGap? Gap => WatchedObjects.GapOf(_daemons);

    /// <inheritdoc/>
    public void Dispose() => _daemons.Dispose();

    /// <summary>True when a DaemonSet changed in something that tells; how many of its pods are ready does not.</summary>
    internal static bool Matters(Unstructured before, Unstructured after) =>
        !DaemonView.Same(DaemonView.Of(before.Json), DaemonView.Of(after.Json));

    /// <summary>What runs now.</summary>
    /// <param name="nodes">The nodes.</param>
    internal ObservedDataplanes Read(IReadOnlyList<NodeView> nodes)
    {
        var daemons = _daemons.List();
        lock (_lock)
        {
            if (ReferenceEquals(daemons, _read.Daemons) && ReferenceEquals(nodes, _read.Nodes))
                return _last;
            _read = (daemons, nodes);
            return _last = _last.Or(In(daemons.Select(d => d.Json), nodes, catalog));
        }
    }

    /// <summary>What runs, by a list of DaemonSets.</summary>
    internal static ObservedDataplanes In(IEnumerable<JsonObject> daemons, IReadOnlyList<NodeView> nodes, AddonCatalog catalog) =>
        DataplaneRecognition.In(daemons.Select(DaemonView.Of), nodes, catalog.Dataplanes);
}
