using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Defaults;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>Collects the differences of one live object, with the managers that made them.</summary>
internal sealed class DifferenceList(JsonObject live, string manager)
{
    private readonly List<Difference> _all = [];

    internal IReadOnlyList<Difference> All => _all;

    internal int Count => _all.Count;

    internal void Add(string path, DifferenceKind kind, FieldOwners owners) =>
        _all.Add(new Difference(path, kind, (owners.LastWriter ?? LastWriterOfObject)?.Manager));

    /// <summary>Adds a node of a pod template that is another manager's alone.</summary>
    internal void AddForeign(string path, JsonNode node, FieldOwners owners)
    {
        if (owners.IsForeign)
            _all.Add(new Difference(path, DifferenceKind.Added, owners.LastWriter!.Manager, JsonPointer.To(node).Text));
    }

    /// <summary>The same for a field, unless it is a default: the server would fill it in again.</summary>
    internal void AddForeignField(string path, string name, JsonNode node, FieldOwners owners)
    {
        if (owners.IsForeign && !IsDefault(name, node))
            AddForeign(path, node, owners);
    }

    private bool IsDefault(string name, JsonNode node) =>
        name switch
        {
            // It follows from the tag that the image had when the object was created.
            "imagePullPolicy" => true,
            // Servers before 1.28 filled it in on the host's network.
            "hostPort" => JsonNode.DeepEquals(node, node.Parent.At("containerPort")),
            _ => PodDefaults.WouldReturn(live, node),
        };

    // A manager that removed a field owns nothing of it; the one that wrote the object last is the best that is known.
    private ManagerEntry? LastWriterOfObject =>
        ManagedFields.Of(live).Entries.Where(e => e.Subresource is null && e.Manager != manager).MaxBy(e => e.ChangedAt);
}
