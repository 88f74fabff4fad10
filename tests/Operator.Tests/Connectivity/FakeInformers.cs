using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Operator.Tests.Connectivity;

/// <summary>Caches that a test fills.</summary>
internal sealed class FakeInformers : IInformers
{
    private readonly Dictionary<string, object> _caches = new(StringComparer.Ordinal);

    /// <summary>Caches that are open now.</summary>
    internal int Open { get; private set; }

    public IInformer<T> Get<T>(ResourceType<T> type, ListScope? scope = null)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        Open++;
        var cache = Of<T>(type.Kind.Plural);
        (cache.Resource, cache.Scope, cache.Closed) = (type, scope ?? ListScope.All, () => Open--);
        return cache;
    }

    /// <summary>The cache of a kind, whether someone asked for it or not yet.</summary>
    internal FakeInformer<T> Of<T>(string plural)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (!_caches.TryGetValue(plural, out var cache))
            _caches[plural] = cache = new FakeInformer<T>();
        return (FakeInformer<T>)cache;
    }
}
