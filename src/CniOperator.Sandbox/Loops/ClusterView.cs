using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>
/// What the control loops see: every object of the cluster as of the last change taken in, with the two look-ups they need (by owner, by
/// node).
/// Used by one thread. Objects in it are shared with other listeners and must not be changed.
/// </summary>
internal sealed class ClusterView
{
    private static readonly Comparer<(string Namespace, string Name)> ByName = Comparer<(string Namespace, string Name)>.Create(
        (a, b) => string.CompareOrdinal(a.Namespace, b.Namespace) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name)
    );

    private readonly Dictionary<ResourceName, SortedDictionary<(string, string), JsonObject>> _objects = [];
    private readonly Dictionary<string, SortedDictionary<(string, string), ViewEntry>> _owned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<(string, string), JsonObject>> _podsByNode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ViewEntry> _byUid = new(StringComparer.Ordinal);

    /// <summary>Takes one change in.</summary>
    public void Take(StateChange change)
    {
        var key = (change.Object.Namespace() ?? "", change.Object.Name());
        if (!_objects.TryGetValue(change.Resource, out var collection))
            _objects[change.Resource] = collection = new(ByName);
        if (collection.TryGetValue(key, out var before))
            Unindex(new(change.Resource, before), key);
        if (change.Type == StateChangeType.Deleted)
        {
            collection.Remove(key);
            return;
        }

        collection[key] = change.Object;
        Index(new(change.Resource, change.Object), key);
    }

    public JsonObject? Get(ResourceName resource, string? ns, string? name) =>
        name is not null && _objects.TryGetValue(resource, out var collection) ? collection.GetValueOrDefault((ns ?? "", name)) : null;

    public IEnumerable<JsonObject> List(ResourceName resource, string? ns = null)
    {
        if (!_objects.TryGetValue(resource, out var collection))
            return [];
        return ns is null ? collection.Values : collection.Where(p => p.Key.Item1 == ns).Select(p => p.Value);
    }

    /// <summary>Every object of every collection, ordered by nothing in particular but repeatably.</summary>
    public IEnumerable<ViewEntry> Everything() => _objects.SelectMany(c => c.Value.Values.Select(o => new ViewEntry(c.Key, o)));

    /// <summary>Objects with an owner reference to this uid.</summary>
    public IEnumerable<ViewEntry> OwnedBy(string uid) => _owned.TryGetValue(uid, out var owned) ? owned.Values : [];

    /// <summary>Pods that this object controls.</summary>
    public IEnumerable<JsonObject> PodsOf(JsonObject controller) =>
        OwnedBy(controller.Uid())
            .Where(e => e.Resource == Kinds.Pods && e.Object.ControllerUid() == controller.Uid())
            .Select(e => e.Object);

    public IEnumerable<JsonObject> PodsOn(string node) => _podsByNode.TryGetValue(node, out var pods) ? pods.Values : [];

    public bool Exists(string uid) => _byUid.ContainsKey(uid);

    private void Index(ViewEntry entry, (string, string) key)
    {
        _byUid[entry.Object.Uid()] = entry;
        foreach (var owner in entry.Object.Items("metadata", "ownerReferences").Select(o => o.Text("uid")).OfType<string>())
        {
            if (!_owned.TryGetValue(owner, out var owned))
                _owned[owner] = owned = new(ByName);
            owned[OwnedKey(entry, key)] = entry;
        }

        if (entry.Resource != Kinds.Pods || entry.Object.Text("spec", "nodeName") is not { } node)
            return;
        if (!_podsByNode.TryGetValue(node, out var pods))
            _podsByNode[node] = pods = new(ByName);
        pods[key] = entry.Object;
    }

    private void Unindex(ViewEntry entry, (string, string) key)
    {
        _byUid.Remove(entry.Object.Uid());
        foreach (var owner in entry.Object.Items("metadata", "ownerReferences").Select(o => o.Text("uid")).OfType<string>())
        {
            if (!_owned.TryGetValue(owner, out var owned))
                continue;
            owned.Remove(OwnedKey(entry, key));
            if (owned.Count == 0)
                _owned.Remove(owner);
        }

        if (entry.Resource == Kinds.Pods && entry.Object.Text("spec", "nodeName") is { } node)
            _podsByNode.GetValueOrDefault(node)?.Remove(key);
    }

    private static (string, string) OwnedKey(ViewEntry entry, (string Namespace, string Name) key) =>
        ($"{entry.Resource}/{key.Namespace}", key.Name);
}
