using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>Who owns what at one node of an object: our own set and every other manager's.</summary>
/// <param name="Manager">Our field manager.</param>
/// <param name="Ours">What we own by server-side apply at this node; <c>null</c> when the node is not ours.</param>
/// <param name="Others">What the others own there; those that own nothing of the node are left out.</param>
internal sealed record FieldOwners(string Manager, FieldSet? Ours, IReadOnlyList<(ManagerEntry Entry, FieldSet Fields)> Others)
{
    // Kubernetes defaults exactly one field that is part of a list's key: a port's protocol.
    private const string DefaultedKey = "protocol";
    private const string DefaultedValue = "TCP";

    /// <summary>The owners at the root of <paramref name="live"/>, as <paramref name="manager"/> sees them.</summary>
    internal static FieldOwners Of(JsonObject live, string manager, string? subresource)
    {
        var entries = ManagedFields.Of(live).Entries;
        return new FieldOwners(
            manager,
            entries.FirstOrDefault(e => e.IsApplyOf(manager, subresource))?.Fields,
            [.. entries.Where(e => !e.IsApplyOf(manager, subresource)).Select(e => (e, e.Fields))]
        );
    }

    /// <summary>True when some manager owns items of this node by key, so that the server treats the list as a map.</summary>
    internal bool IsListMap => Ours?.HasKeys == true || Others.Any(o => o.Fields.HasKeys);

    /// <summary>True when some manager owns items of this node by value, so that the server treats the list as a set.</summary>
    internal bool IsSet => Ours?.HasValues == true || Others.Any(o => o.Fields.HasValues);

    /// <summary>True when the managers that own this node own it as a whole.</summary>
    internal bool IsAtomic => (Ours is not null || Others.Count > 0) && Ours?.IsEmpty != false && Others.All(o => o.Fields.IsEmpty);

    /// <summary>True when this node is another manager's alone. What a webhook adds to our write is recorded as an update by us.</summary>
    internal bool IsForeign => Ours is null && Others.Count > 0 && Others.All(o => o.Entry.Manager != Manager);

    /// <summary>The other manager that wrote this node last; <c>null</c> when no other one owns it.</summary>
    internal ManagerEntry? LastWriter => Others.Select(o => o.Entry).MaxBy(e => e.ChangedAt);

    private IEnumerable<FieldSet> All => Ours is null ? Others.Select(o => o.Fields) : Others.Select(o => o.Fields).Prepend(Ours);

    /// <summary>The keys of the list-map item that <paramref name="item"/> is, as some manager states them.</summary>
    internal JsonObject? KeyOf(JsonObject item) => All.SelectMany(f => f.Keys).FirstOrDefault(k => IsItem(k, item));

    /// <summary>The owners of a field.</summary>
    internal FieldOwners Field(string name)
    {
        var step = PathElement.Field(name);
        return new FieldOwners(Manager, Ours?.Below(step), Others.Count == 0 ? [] : Below(f => f.Below(step)));
    }

    /// <summary>The owners of a list-map's item.</summary>
    internal FieldOwners Item(JsonObject item) =>
        new(Manager, Ours?.BelowKey(key => IsItem(key, item)), Others.Count == 0 ? [] : Below(f => f.BelowKey(key => IsItem(key, item))));

    /// <summary>True when <paramref name="item"/> is the item of a list-map that <paramref name="key"/> names.</summary>
    internal static bool IsItem(JsonObject key, JsonObject item) =>
        key.All(k =>
            item.TryGetPropertyValue(k.Key, out var value)
                ? JsonNode.DeepEquals(k.Value, value)
                : k.Key == DefaultedKey && k.Value.Text() == DefaultedValue
        );

    private IReadOnlyList<(ManagerEntry Entry, FieldSet Fields)> Below(Func<FieldSet, FieldSet?> step) =>
        [.. Others.Select(o => (o.Entry, Fields: step(o.Fields)!)).Where(o => o.Fields is not null)];
}
