using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>Walks a desired and a live object side by side, with the owners of the live one's fields.</summary>
internal sealed class ComparisonWalk(DifferenceList differences)
{
    internal void Map(JsonObject desired, JsonObject live, FieldOwners owners, string path)
    {
        var quantities = FieldValues.HoldsQuantities(path.AsSpan(path.LastIndexOf('.') + 1));
        foreach (var (name, value) in desired)
        {
            if (value is null || IsIdentity(path, name))
                continue;
            Field(value, live.At(name), owners.Field(name), ReadablePath.Field(path, name), name, quantities);
        }

        foreach (var name in owners.Ours?.FieldNames ?? [])
        {
            if (desired.At(name) is null)
                differences.Add(ReadablePath.Field(path, name), DifferenceKind.Surplus, owners.Field(name));
        }

        foreach (var (name, value) in IsInPodSpec(path) ? live : [])
        {
            if (value is not null && desired.At(name) is null)
                differences.AddForeignField(ReadablePath.Field(path, name), name, value, owners.Field(name));
        }
    }

    private void Field(JsonNode desired, JsonNode? live, FieldOwners owners, string path, string name, bool insideQuantities)
    {
        if (live is null)
        {
            // Ours and absent: the server took the value and keeps it by storing none. A manager that removes a field ends our ownership
            // too.
            if (!FieldValues.IsEmpty(desired) && !(FieldValues.IsZero(desired) && owners.Ours is not null))
                differences.Add(path, DifferenceKind.Missing, owners);
            return;
        }

        // Each field below speaks for its own ownership.
        if (desired is JsonObject map && live is JsonObject liveMap && IsGranular(map, owners))
            Map(map, liveMap, owners, path);
        else if (desired is JsonArray list && live is JsonArray liveList && owners.IsListMap)
            ListMap(list, liveList, owners, path);
        else if (desired is JsonArray set && live is JsonArray liveSet && owners.IsSet)
            Set(set, liveSet, owners, path);
        else
            Whole(desired, live, owners, path, insideQuantities || FieldValues.HoldsQuantities(name));
    }

    private void Whole(JsonNode desired, JsonNode live, FieldOwners owners, string path, bool quantities)
    {
        var before = differences.Count;
        Atomic(desired, live, owners, path, quantities);
        if (differences.Count == before && owners.Ours is null)
            differences.Add(path, DifferenceKind.NotOwned, owners);
    }

    private void ListMap(JsonArray desired, JsonArray live, FieldOwners owners, string path)
    {
        foreach (var item in desired.OfType<JsonObject>())
        {
            var key = owners.KeyOf(item);
            var counterpart = key is null ? null : live.OfType<JsonObject>().FirstOrDefault(l => FieldOwners.IsItem(key, l));
            if (counterpart is null)
                differences.Add(ReadablePath.Item(path, key ?? ReadablePath.GuessKey(item)), DifferenceKind.Missing, owners);
            else if (owners.Item(item) is { IsAtomic: true } whole)
                Whole(item, counterpart, whole, ReadablePath.Item(path, key!), quantities: false);
            else
                Map(item, counterpart, owners.Item(item), ReadablePath.Item(path, key!));
        }

        foreach (var key in owners.Ours?.Keys ?? [])
        {
            if (!desired.OfType<JsonObject>().Any(item => FieldOwners.IsItem(key, item)))
                differences.Add(ReadablePath.Item(path, key), DifferenceKind.Surplus, owners);
        }

        // From the last to the first, after what is inside them: removed in this order, no place moves before its turn.
        foreach (var item in IsInPodSpec(path) ? live.OfType<JsonObject>().Reverse() : [])
        {
            if (owners.KeyOf(item) is { } key && !desired.OfType<JsonObject>().Any(d => FieldOwners.IsItem(key, d)))
                differences.AddForeign(ReadablePath.Item(path, key), item, owners.Item(item));
        }
    }

    private void Set(JsonArray desired, JsonArray live, FieldOwners owners, string path)
    {
        foreach (var value in desired.OfType<JsonNode>())
        {
            if (!live.Any(l => JsonNode.DeepEquals(l, value)))
                differences.Add(ReadablePath.Value(path, value), DifferenceKind.Missing, owners);
            else if (owners.Ours?.Values.Any(v => JsonNode.DeepEquals(v, value)) != true)
                differences.Add(ReadablePath.Value(path, value), DifferenceKind.NotOwned, owners);
        }

        foreach (var value in owners.Ours?.Values ?? [])
        {
            if (!desired.Any(d => JsonNode.DeepEquals(d, value)))
                differences.Add(ReadablePath.Value(path, value), DifferenceKind.Surplus, owners);
        }
    }

    // What is owned as a whole: the server may add defaults to its maps, but an added or removed item is a change.
    private void Atomic(JsonNode? desired, JsonNode? live, FieldOwners owners, string path, bool quantities)
    {
        switch (desired, live)
        {
            case (JsonObject d, JsonObject l):
                foreach (var (name, value) in d)
                {
                    if (value is null)
                        continue;
                    var inQuantities = quantities || FieldValues.HoldsQuantities(name);
                    Atomic(value, l.At(name), owners, ReadablePath.Field(path, name), inQuantities);
                }

                break;
            case (JsonArray d, JsonArray l) when d.Count == l.Count:
                for (var i = 0; i < d.Count; i++)
                    Atomic(d[i], l[i], owners, ReadablePath.Index(path, i), quantities);
                break;
            case (_, null):
                if (!FieldValues.IsEmpty(desired) && desired!.GetValueKind() != JsonValueKind.False)
                    differences.Add(path, DifferenceKind.Missing, owners);
                break;
            default:
                if (!FieldValues.AreEqual(desired, live, quantities))
                    differences.Add(path, DifferenceKind.Changed, owners);
                break;
        }
    }

    private static bool IsGranular(JsonObject desired, FieldOwners owners) =>
        !owners.IsAtomic && (desired.Count > 0 || owners.Ours is { IsEmpty: false });

    // Identity has no owner: servers leave it out of managedFields.
    private static bool IsIdentity(string path, string name) =>
        path switch
        {
            "" => name is "apiVersion" or "kind",
            "metadata" => name is "name" or "namespace",
            _ => false,
        };

    private static bool IsInPodSpec(string path) => path.StartsWith("spec.template.spec", StringComparison.Ordinal);
}
