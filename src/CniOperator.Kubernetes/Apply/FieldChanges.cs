using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>
/// What changed from one object to another, field by field. A container that was added or removed counts together with its content.
/// </summary>
internal sealed class FieldChanges
{
    private readonly List<PathElement> _path = [];

    private FieldChanges() { }

    internal FieldSet Added { get; private set; } = new();

    internal FieldSet Modified { get; private set; } = new();

    internal FieldSet Removed { get; private set; } = new();

    internal bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>What is new or differs: what the writer of the change owns afterwards.</summary>
    internal FieldSet Set => Added.Union(Modified);

    internal static FieldChanges Of(StructuralSchema schema, JsonObject before, JsonObject after)
    {
        var comparison = new FieldChanges();
        comparison.Visit(schema, Maybe.Of(before), Maybe.Of(after));
        return comparison;
    }

    /// <summary>The part of it whose paths pass the filter.</summary>
    internal FieldChanges Filter(Func<FieldSet, FieldSet> filter) =>
        new()
        {
            Added = filter(Added),
            Modified = filter(Modified),
            Removed = filter(Removed),
        };

    private void Visit(StructuralSchema? schema, Maybe before, Maybe after)
    {
        switch (Shapes.Of(schema, before, after))
        {
            case Shape.Map:
                VisitFields(schema, before.Map, after.Map);
                Note(before.Exists, after.Exists);
                break;
            case Shape.Set or Shape.KeyedList:
                VisitEntries(schema!, before.List, after.List);
                Note(before.Exists, after.Exists);
                break;
            default:
                VisitLeaf(schema, before, after);
                break;
        }
    }

    private void VisitLeaf(StructuralSchema? schema, Maybe before, Maybe after)
    {
        if (before.Exists && after.Exists && JsonNode.DeepEquals(before.Node, after.Node))
            return;
        if (before.Exists && after.Exists)
        {
            if (_path.Count > 0)
                Modified.Add(_path);
            // A granular value became a leaf or the other way round (only where nothing is declared): its fields were added or removed.
            if (Shapes.Of(schema, before.Node) != Shape.Leaf)
                Visit(schema, before, Maybe.Absent);
            if (Shapes.Of(schema, after.Node) != Shape.Leaf)
                Visit(schema, Maybe.Absent, after);
        }
        else
        {
            Note(before.Exists, after.Exists);
        }
    }

    private void VisitFields(StructuralSchema? schema, JsonObject? before, JsonObject? after)
    {
        foreach (var name in (before ?? []).Select(f => f.Key).Union((after ?? []).Select(f => f.Key)))
            Descend(PathElement.Field(name), Shapes.Field(schema, name), Maybe.Field(before, name), Maybe.Field(after, name));
    }

    private void VisitEntries(StructuralSchema list, JsonArray? before, JsonArray? after)
    {
        var old = ListEntries.Of(list, before).ToDictionary(e => e.Key, e => e.Value);
        foreach (var (step, entry) in ListEntries.Of(list, after))
            Descend(step, list.Items, old.Remove(step, out var was) ? Maybe.Of(was) : Maybe.Absent, Maybe.Of(entry));
        foreach (var (step, entry) in old)
            Descend(step, list.Items, Maybe.Of(entry), Maybe.Absent);
    }

    private void Descend(PathElement step, StructuralSchema? schema, Maybe before, Maybe after)
    {
        _path.Add(step);
        Visit(schema, before, after);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Note(bool was, bool @is)
    {
        if (_path.Count == 0)
            return;
        if (!was && @is)
            Added.Add(_path);
        if (was && !@is)
            Removed.Add(_path);
    }
}
