using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Controllers;
using k8s;
using k8s.Models;
using Moq;

namespace CniOperator.Operator.Tests.Controllers;

/// <summary>Caches that a test fills. Each list of a kind may be another one.</summary>
internal sealed class Caches : IInformers, IDynamicWatches<ClusterNetwork>
{
    private readonly Dictionary<ResourceKind, Queue<IReadOnlyList<Unstructured>>> _lists = [];

    /// <summary>What the caches of a kind hold.</summary>
    internal void Hold(ResourceKind kind, params IReadOnlyList<JsonObject> objects) => HoldInTurn(kind, objects);

    /// <summary>What lists of a kind give, one after the other; the last one goes on.</summary>
    internal void HoldInTurn(ResourceKind kind, params IReadOnlyList<JsonObject>[] lists) =>
        _lists[kind] = new([.. lists.Select(l => (IReadOnlyList<Unstructured>)[.. l.Select(o => new Unstructured(o))])]);

    public IInformer<T> Get<T>(ResourceType<T> type, ListScope? scope = null)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var informer = new Mock<IInformer<T>>();
        informer.Setup(i => i.Resource).Returns(type);
        informer.Setup(i => i.Scope).Returns(scope ?? ListScope.All);
        informer.Setup(i => i.HasSynced).Returns(true);
        informer.Setup(i => i.List()).Returns(() => List<T>(type.Kind, scope?.Namespace));
        informer
            .Setup(i => i.Find(It.IsAny<ObjectName>()))
            .Returns((ObjectName name) => List<T>(type.Kind, scope?.Namespace).FirstOrDefault(o => ObjectName.Of(o) == name));
        return informer.Object;
    }

    public IReadOnlyList<IInformer<Unstructured>> Ensure(ObjectName owner, IReadOnlyList<WatchRequest> requests) =>
        [.. requests.Select(r => Get(r.Type, r.Scope))];

    private IReadOnlyList<T> List<T>(ResourceKind kind, string? ns)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (!_lists.TryGetValue(kind, out var lists))
            return [];
        var list = lists.Count > 1 ? lists.Dequeue() : lists.Peek();
        return [.. list.OfType<T>().Where(o => ns is null || o.Metadata.NamespaceProperty == ns)];
    }
}
