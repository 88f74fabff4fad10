using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>Removes what an applier stopped applying.</summary>
internal static class Prune
{
    /// <summary>
    /// Takes the fields of <paramref name="lastSet"/> out of the merged object, except those that a manager owns now (the applier's new set
    /// is among <paramref name="owners"/>). Fields that never had an owner (defaults) stay as long as the container they live in does.
    /// </summary>
    internal static JsonObject DroppedFields(StructuralSchema schema, JsonObject merged, ManagedFields owners, FieldSet lastSet)
    {
        if (lastSet.IsEmpty)
            return merged;
        FieldSet WithParents(FieldSet set) => OwnedFields.WithNamedParents(set, schema);
        FieldSet All(JsonObject obj) => WithParents(OwnedFields.Of(schema, obj));

        var last = WithParents(lastSet);
        var all = All(merged);
        var owned = WithParents(owners.Entries.Select(e => e.Fields).Aggregate(new FieldSet(), (a, b) => a.Union(b)));
        var identity = Identity(merged);
        // First everything that was applied goes, with whole containers; then what is owned comes back; then, in the containers that are
        // still there, what was never applied.
        var without = All(TreeRemove.Remove(schema, merged, last.Except(identity)));
        var withOwned = All(TreeRemove.Remove(schema, merged, all.Except(without.Union(owned).Union(identity))));
        return TreeRemove.Remove(schema, merged, all.Except(withOwned).Intersect(last).Except(identity));
    }

    /// <summary>What identifies the object has no owner, and is never removed.</summary>
    private static FieldSet Identity(JsonObject merged)
    {
        var set = new FieldSet();
        foreach (var field in new[] { "apiVersion", "kind", "metadata" })
            set.Add([PathElement.Field(field)]);
        foreach (var (name, _) in merged["metadata"] as JsonObject ?? [])
            if (name is not ("labels" or "annotations" or "finalizers" or "ownerReferences"))
                set.Add([PathElement.Field("metadata"), PathElement.Field(name)]);
        return set;
    }
}
