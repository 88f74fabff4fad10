using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>Which fields an object sets, and which of them imply their parents.</summary>
internal static class OwnedFields
{
    /// <summary>The fields of <paramref name="value"/>: its leaves, entries of lists and maps, and empty or null named fields.</summary>
    internal static FieldSet Of(StructuralSchema? schema, JsonNode? value)
    {
        var set = new FieldSet();
        switch (Shapes.Of(schema, value))
        {
            case Shape.Map:
                foreach (var (name, node) in (JsonObject)value!)
                {
                    var field = Shapes.Field(schema, name);
                    var isMember = Shapes.Of(field, node) == Shape.Leaf || node is JsonObject { Count: 0 } || !Shapes.IsNamed(schema, name);
                    set.Put(PathElement.Field(name), isMember, Of(field, node));
                }

                break;
            case Shape.Set or Shape.KeyedList:
                foreach (var (step, entry) in ListEntries.Of(schema!, (JsonArray)value!))
                    set.Put(step, true, Of(schema!.Items, entry));
                break;
        }

        return set;
    }

    /// <summary>
    /// The set with every named field that it reaches into: who owns <c>spec.replicas</c> holds <c>spec</c> in place. Entries of maps and
    /// lists do not count, they are owned for themselves.
    /// </summary>
    internal static FieldSet WithNamedParents(FieldSet set, StructuralSchema? schema)
    {
        var result = new FieldSet();
        foreach (var (step, entry) in set.Entries)
        {
            var inner = step.IsField ? Shapes.Field(schema, step.Name) : schema?.Items;
            var isParent = step.IsField && !entry.Below.IsEmpty && Shapes.IsNamed(schema, step.Name);
            result.Put(step, entry.IsMember || isParent, WithNamedParents(entry.Below, inner));
        }

        return result;
    }
}
