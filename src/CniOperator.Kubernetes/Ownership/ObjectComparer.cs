using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>
/// Tells whether a live object still is what one server-side apply of the desired object would make of it, without applying.
/// It is, when every desired field is there with its value and is owned by our manager, and our manager owns nothing else.
/// Lists are read as the server reads them: <c>managedFields</c> shows which are maps, sets or atomic. Fields that only the live
/// object has are defaults or another manager's business, except in the spec of a pod template: a container, a variable or a node
/// selector that another manager added there changes what runs, and no apply would take it away. What a webhook adds to our own writes
/// is recorded under our name, and stays.
/// </summary>
public static class ObjectComparer
{
    /// <summary>The fields in which <paramref name="live"/> departs from <paramref name="desired"/>; empty when an apply would change nothing.</summary>
    /// <param name="desired">What is applied.</param>
    /// <param name="live">What the server holds, with its <c>managedFields</c>.</param>
    /// <param name="manager">The field manager that applies <paramref name="desired"/>.</param>
    /// <param name="subresource"><c>status</c> to compare what was applied there; empty for the object itself.</param>
    public static IReadOnlyList<Difference> Compare(JsonObject desired, JsonObject live, string manager, string subresource = "")
    {
        var walk = new Comparison(live, manager);
        walk.Map(desired, live, Ownership.Of(live, manager, subresource), "");
        return walk.Differences;
    }

    private sealed class Comparison(JsonObject root, string manager)
    {
        internal List<Difference> Differences { get; } = [];

        internal void Map(JsonObject desired, JsonObject live, Ownership owners, string path)
        {
            var quantities = Quantity.IsKeptUnder(LastName(path));
            foreach (var (name, value) in desired)
            {
                if (value is null || IsIdentity(path, name))
                    continue;
                Field(value, live.At(name), owners.Field(name), FieldPath.Field(path, name), name, quantities);
            }

            foreach (var name in owners.Ours?.FieldNames ?? [])
            {
                if (desired.At(name) is null)
                    Add(FieldPath.Field(path, name), DifferenceKind.Surplus, owners.Field(name));
            }

            foreach (var (name, value) in IsInPodSpec(path) ? live : [])
            {
                if (value is not null && desired.At(name) is null && !PodDefaults.Means(name, value, live))
                    AddWhenForeign(FieldPath.Field(path, name), value, owners.Field(name));
            }
        }

        private void Field(JsonNode desired, JsonNode? live, Ownership owners, string path, string name, bool insideQuantities)
        {
            if (live is null)
            {
                // Ours and absent: the server took the value and keeps it by storing none. Whoever removes a field ends our ownership too.
                if (!IsEmpty(desired) && !(IsZero(desired) && owners.Ours is not null))
                    Add(path, DifferenceKind.Missing, owners);
                return;
            }

            if (
                desired is JsonObject map
                && live is JsonObject liveMap
                && !owners.IsAtomic
                && (map.Count > 0 || owners.Ours is { IsLeaf: false })
            )
            {
                Map(map, liveMap, owners, path);
                return; // Each field below speaks for its own ownership.
            }

            if (desired is JsonArray list && live is JsonArray liveList && owners.IsListMap)
            {
                ListMap(list, liveList, owners, path);
                return;
            }

            if (desired is JsonArray set && live is JsonArray liveSet && owners.IsSet)
            {
                Set(set, liveSet, owners, path);
                return;
            }

            Whole(desired, live, owners, path, insideQuantities || Quantity.IsKeptUnder(name));
        }

        private void Whole(JsonNode desired, JsonNode live, Ownership owners, string path, bool quantities)
        {
            var before = Differences.Count;
            Atomic(desired, live, owners, path, quantities);
            if (Differences.Count == before && owners.Ours is null)
                Add(path, DifferenceKind.NotOwned, owners);
        }

        private void ListMap(JsonArray desired, JsonArray live, Ownership owners, string path)
        {
            foreach (var item in desired.OfType<JsonObject>())
            {
                var key = owners.KeyOf(item);
                var counterpart = key is null ? null : live.OfType<JsonObject>().FirstOrDefault(l => FieldSet.Matches(key, l));
                if (counterpart is null)
                    Add(FieldPath.Item(path, key ?? FieldPath.GuessKey(item)), DifferenceKind.Missing, owners);
                else if (owners.Item(item) is { IsAtomic: true } whole)
                    Whole(item, counterpart, whole, FieldPath.Item(path, key!), quantities: false);
                else
                    Map(item, counterpart, owners.Item(item), FieldPath.Item(path, key!));
            }

            foreach (var key in owners.Ours?.Keys ?? [])
            {
                if (!desired.OfType<JsonObject>().Any(item => FieldSet.Matches(key, item)))
                    Add(FieldPath.Item(path, key), DifferenceKind.Surplus, owners);
            }

            // From the last to the first, after what is inside them: removed in this order, no place moves before its turn.
            foreach (var item in IsInPodSpec(path) ? live.OfType<JsonObject>().Reverse() : [])
            {
                if (owners.KeyOf(item) is { } key && !desired.OfType<JsonObject>().Any(d => FieldSet.Matches(key, d)))
                    AddWhenForeign(FieldPath.Item(path, key), item, owners.Item(item));
            }
        }

        private void Set(JsonArray desired, JsonArray live, Ownership owners, string path)
        {
            foreach (var value in desired.OfType<JsonNode>())
            {
                if (!live.Any(l => JsonNode.DeepEquals(l, value)))
                    Add(FieldPath.Value(path, value), DifferenceKind.Missing, owners);
                else if (owners.Ours?.Owns(value) != true)
                    Add(FieldPath.Value(path, value), DifferenceKind.NotOwned, owners);
            }

            foreach (var value in owners.Ours?.Values ?? [])
            {
                if (!desired.Any(d => JsonNode.DeepEquals(d, value)))
                    Add(FieldPath.Value(path, value), DifferenceKind.Surplus, owners);
            }
        }

        // What is owned as a whole: the server may add defaults to its maps, but an added or removed item is somebody's change.
        private void Atomic(JsonNode? desired, JsonNode? live, Ownership owners, string path, bool quantities)
        {
            switch (desired, live)
            {
                case (JsonObject d, JsonObject l):
                    foreach (var (name, value) in d)
                    {
                        if (value is not null)
                            Atomic(value, l.At(name), owners, FieldPath.Field(path, name), quantities || Quantity.IsKeptUnder(name));
                    }

                    break;
                case (JsonArray d, JsonArray l) when d.Count == l.Count:
                    for (var i = 0; i < d.Count; i++)
                        Atomic(d[i], l[i], owners, FieldPath.Index(path, i), quantities);
                    break;
                case (_, null):
                    if (!IsEmpty(desired) && desired!.GetValueKind() != JsonValueKind.False)
                        Add(path, DifferenceKind.Missing, owners);
                    break;
                default:
                    if (!ScalarEquals(desired, live, quantities))
                        Add(path, DifferenceKind.Changed, owners);
                    break;
            }
        }

        // Go's omitempty drops empty values, so that an absent one is the same.
        private static bool IsEmpty(JsonNode? node) =>
            node switch
            {
                JsonObject o => o.Count == 0,
                JsonArray a => a.Count == 0,
                JsonValue v => v.Text() == "",
                _ => true,
            };

        // What it drops as well, of fields that are no pointer in the API's Go types.
        private static bool IsZero(JsonNode desired) => desired is JsonValue && desired.ToJsonString() is ("false" or "0");

        private static bool ScalarEquals(JsonNode? desired, JsonNode? live, bool quantities) =>
            (desired.Text() is { } text && live.Text() is { } liveText ? text == liveText : JsonNode.DeepEquals(desired, live))
            || (quantities && Quantity.Equal(desired, live))
            || (
                desired is JsonValue d
                && live is JsonValue l
                && d.GetValueKind() == JsonValueKind.Number
                && l.GetValueKind() == JsonValueKind.Number
                && Quantity.Equal(d, l)
            );

        // Identity is no field: servers leave it out of managedFields.
        private static bool IsIdentity(string path, string name) =>
            path switch
            {
                "" => name is "apiVersion" or "kind",
                "metadata" => name is "name" or "namespace",
                _ => false,
            };

        private static bool IsInPodSpec(string path) => path.StartsWith("spec.template.spec", StringComparison.Ordinal);

        private static ReadOnlySpan<char> LastName(string path) => path.AsSpan(path.LastIndexOf('.') + 1);

        private void AddWhenForeign(string path, JsonNode live, Ownership owners)
        {
            if (owners.IsForeign)
                Differences.Add(new Difference(path, DifferenceKind.Added, owners.LastWriter!.Manager, JsonPointer.Of(live)));
        }

        private void Add(string path, DifferenceKind kind, Ownership owners) =>
            Differences.Add(new Difference(path, kind, (owners.LastWriter ?? LastWriterOfObject)?.Manager));

        // Whoever removed a field owns nothing of it; the manager that wrote the object last is the best that is known.
        private ManagedFields? LastWriterOfObject =>
            ManagedFields.Of(root).Where(e => e.Subresource.Length == 0 && e.Manager != manager).MaxBy(e => e.Time);
    }
}
