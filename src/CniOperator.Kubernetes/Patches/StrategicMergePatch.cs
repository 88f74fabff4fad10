using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Patches;

/// <summary>
/// Kubernetes' strategic merge patch for the lists that addons have: entries of a list with a merge key merge by it, other lists are
/// replaced. Directives <c>$patch: delete|replace|merge</c> and <c>$retainKeys</c> work; the ordering ones are ignored.
/// </summary>
internal static class StrategicMergePatch
{
    // patchMergeKey of the built-in kinds (k8s.io/api/core/v1, apps/v1); tolerations, args, rules and subjects have none.
    private static readonly Dictionary<string, string> MergeKeys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["ephemeralContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["volumeMounts"] = "mountPath",
        ["volumeDevices"] = "devicePath",
        ["imagePullSecrets"] = "name",
        ["hostAliases"] = "ip",
        ["topologySpreadConstraints"] = "topologyKey",
        ["ownerReferences"] = "uid",
        ["conditions"] = "type",
    };

    /// <summary>The result as a new tree.</summary>
    /// <exception cref="PatchException">An entry lacks its list's merge key, or a directive is unknown.</exception>
    internal static JsonObject Apply(JsonObject target, JsonObject patch) =>
        Merge(target, patch) ?? throw new PatchException("$patch: delete on the whole object is not possible here");

    private static JsonObject? Merge(JsonNode? target, JsonObject patch)
    {
        switch (Directive(patch))
        {
            case "delete":
                return null;
            case "replace":
                return Without(patch);
        }

        var result = target is JsonObject ? (JsonObject)target.DeepClone() : [];
        foreach (var (field, value) in patch)
        {
            if (field.StartsWith('$'))
                continue;
            if (value is null)
                result.Remove(field);
            else
                Set(result, field, MergeField(field, result[field], value));
        }

        if (patch["$retainKeys"] is JsonArray keep)
            foreach (var field in result.Select(p => p.Key).Except(keep.Select(k => k?.ToString())).ToArray())
                result.Remove(field!);
        return result;
    }

    private static JsonNode? MergeField(string field, JsonNode? target, JsonNode patch) =>
        patch switch
        {
            JsonObject map => Merge(target, map),
            JsonArray list when KeyOf(field, list) is { } key => MergeList(field, key, target as JsonArray ?? [], list),
            _ => patch.DeepClone(),
        };

    private static JsonArray MergeList(string field, string key, JsonArray target, JsonArray patch)
    {
        if (patch.OfType<JsonObject>().Any(e => e.Count == 1 && Directive(e) == "replace"))
            return new JsonArray([.. patch.OfType<JsonObject>().Where(e => e.Count > 1).Select(e => (JsonNode)Without(e))]);
        var result = (JsonArray)target.DeepClone();
        foreach (var entry in patch)
        {
            if (entry is not JsonObject change || change[key] is not { } id)
                throw new PatchException($"an entry of {field} lacks {key}, by which entries of that list merge");
            var at = IndexOf(result, key, id);
            var merged = Merge(at < 0 ? null : result[at], change);
            if (at < 0 && merged is not null)
                result.Add((JsonNode)merged);
            else if (at >= 0 && merged is null)
                result.RemoveAt(at);
            else if (at >= 0)
                result[at] = merged;
        }

        return result;
    }

    private static int IndexOf(JsonArray list, string key, JsonNode id)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i] is JsonObject entry && JsonNode.DeepEquals(entry[key], id))
                return i;
        return -1;
    }

    // Ports of containers merge by containerPort, ports of Services by port; only the entries tell which they are.
    private static string? KeyOf(string field, JsonArray patch) =>
        field switch
        {
            "ports" when patch.OfType<JsonObject>().Any(e => e.ContainsKey("containerPort")) => "containerPort",
            "ports" when patch.OfType<JsonObject>().Any(e => e.ContainsKey("port")) => "port",
            _ => MergeKeys.GetValueOrDefault(field),
        };

    private static string Directive(JsonObject patch) =>
        patch["$patch"]?.ToString() switch
        {
            null or "merge" => "merge",
            "delete" => "delete",
            "replace" => "replace",
            var other => throw new PatchException($"there is no directive $patch: {other}; known: delete, replace, merge"),
        };

    private static JsonObject Without(JsonObject patch)
    {
        var result = (JsonObject)patch.DeepClone();
        foreach (var field in result.Select(p => p.Key).Where(k => k.StartsWith('$')).ToArray())
            result.Remove(field);
        return result;
    }

    private static void Set(JsonObject map, string field, JsonNode? value)
    {
        if (value is null)
            map.Remove(field);
        else
            map[field] = value;
    }
}
