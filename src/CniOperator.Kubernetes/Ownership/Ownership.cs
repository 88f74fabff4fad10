using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>Who owns what at one node of an object: our own set and every other manager's.</summary>
internal sealed record Ownership(string Manager, FieldSet? Ours, IReadOnlyList<(ManagedFields Entry, FieldSet Fields)> Others)
{
    /// <summary>The ownership at the root of <paramref name="live"/>, as <paramref name="manager"/> sees it.</summary>
    internal static Ownership Of(JsonObject live, string manager, string subresource)
    {
        var entries = ManagedFields.Of(live);
        return new Ownership(
            manager,
            entries.FirstOrDefault(e => e.IsApplyOf(manager, subresource))?.Fields,
            [.. entries.Where(e => !e.IsApplyOf(manager, subresource)).Select(e => (e, e.Fields))]
        );
    }

    /// <summary>True when some manager owns items of this node by key, so that the server treats the list as a map.</summary>
    internal bool IsListMap => Ours?.HasKeys == true || Others.Any(o => o.Fields.HasKeys);

    /// <summary>True when some manager owns items of this node by value, so that the server treats the list as a set.</summary>
    internal bool IsSet => Ours?.HasValues == true || Others.Any(o => o.Fields.HasValues);

    /// <summary>True when whoever owns this node owns it as a whole.</summary>
    internal bool IsAtomic => (Ours is not null || Others.Count > 0) && Ours?.IsLeaf != false && Others.All(o => o.Fields.IsLeaf);

    /// <summary>True when this node is another manager's alone. What a webhook adds to our write is recorded as an update by us.</summary>
    internal bool IsForeign => Ours is null && Others.Count > 0 && Others.All(o => o.Entry.Manager != Manager);

    private IEnumerable<FieldSet> All => Ours is null ? Others.Select(o => o.Fields) : Others.Select(o => o.Fields).Prepend(Ours);

    /// <summary>The keys of the list-map item that <paramref name="item"/> is, as some manager states them.</summary>
    internal JsonObject? KeyOf(JsonObject item) => All.SelectMany(f => f.Keys).FirstOrDefault(k => FieldSet.Matches(k, item));

    /// <summary>The ownership of a field.</summary>
    internal Ownership Field(string name)
    {
        var field = FieldSet.NameOf(name);
        return new Ownership(Manager, Ours?.Field(field), Others.Count == 0 ? [] : Below(f => f.Field(field)));
    }

    /// <summary>The ownership of a list-map's item.</summary>
    internal Ownership Item(JsonObject item) => new(Manager, Ours?.Item(item), Others.Count == 0 ? [] : Below(f => f.Item(item)));

    /// <summary>The other manager that wrote this node last; <c>null</c> when no other one owns it.</summary>
    internal ManagedFields? LastWriter => Others.Select(o => o.Entry).MaxBy(e => e.Time);

    private IReadOnlyList<(ManagedFields Entry, FieldSet Fields)> Below(Func<FieldSet, FieldSet?> step) =>
        [.. Others.Select(o => (o.Entry, Fields: step(o.Fields)!)).Where(o => o.Fields is not null)];
}
