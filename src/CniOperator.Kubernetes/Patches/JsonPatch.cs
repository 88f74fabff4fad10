using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Patches;

/// <summary>
/// JSON patch: RFC 6902 over RFC 6901 pointers (<c>application/json-patch+json</c>), as lenient as kube-apiserver is: it replaces and
/// copies missing fields, and takes a missing value for null.
/// </summary>
public static class JsonPatch
{
    // What the API server allows in one patch.
    private const int MaxOperations = 10_000;

    /// <summary>
    /// The outcome of all <paramref name="operations"/>, in order, on a copy of <paramref name="document"/>; all or nothing.
    /// </summary>
    /// <exception cref="PatchException">
    /// An operation is malformed (not <see cref="PatchException.IsInvalid"/>) or cannot be carried out (it is).
    /// </exception>
    public static JsonNode? Apply(JsonNode document, JsonArray operations)
    {
        if (operations.Count > MaxOperations)
            throw new PatchException($"The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}")
            {
                IsTooLarge = true,
            };
        var result = document.DeepClone();
        for (var i = 0; i < operations.Count; i++)
            result = Run(result, operations[i], i);
        return result;
    }

    private static JsonNode? Run(JsonNode? document, JsonNode? operation, int index)
    {
        try
        {
            return Carry(document, operation);
        }
        catch (PatchException e)
        {
            throw new PatchException(e.Message, e.IsInvalid) { Operation = index };
        }
    }

    private static JsonNode? Carry(JsonNode? document, JsonNode? node)
    {
        if (node is not JsonObject operation)
            throw new PatchException("a JSON patch must be a list of objects");
        var path = PointerOf(operation, "path");
        var name = TextOf(operation, "op");
        return name switch
        {
            "add" => Add(document, path, operation["value"]?.DeepClone(), name),
            "remove" => Remove(document, path, name),
            "replace" => Replace(document, path, operation["value"]?.DeepClone()),
            "move" => Move(document, PointerOf(operation, "from"), path),
            "copy" => Add(document, path, Copied(document, PointerOf(operation, "from")), name),
            "test" => Test(document, path, operation["value"]),
            _ => throw new PatchException($"Unexpected kind: {name}", isInvalid: true),
        };
    }

    private static JsonNode? Add(JsonNode? document, JsonPointer path, JsonNode? value, string name)
    {
        if (path.Steps.Count == 0)
            return value;
        switch (path.ParentIn(document))
        {
            case JsonObject map:
                map[path.Steps[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(JsonPointer.IndexOf(path.Steps[^1], list, allowEnd: true) ?? throw Missing(name, path), value);
                break;
            default:
                throw Missing(name, path);
        }

        return document;
    }

    private static JsonNode? Remove(JsonNode? document, JsonPointer path, string name)
    {
        Find(document, path, name);
        if (path.Steps.Count == 0)
            return null;
        if (path.ParentIn(document) is JsonArray list)
            list.RemoveAt(JsonPointer.IndexOf(path.Steps[^1], list, allowEnd: false)!.Value);
        else
            ((JsonObject)path.ParentIn(document)!).Remove(path.Steps[^1]);
        return document;
    }

    private static JsonNode? Replace(JsonNode? document, JsonPointer path, JsonNode? value)
    {
        if (path.Steps.Count == 0)
            return value;
        var step = path.Steps[^1];
        switch (path.ParentIn(document))
        {
            // The API server's library replaces a missing field without complaint: it is added.
            case JsonObject map:
                map[step] = value;
                break;
            case JsonArray list:
                list[JsonPointer.IndexOf(step, list, allowEnd: false) ?? throw Missing("replace", path)] = value;
                break;
            default:
                throw Missing("replace", path);
        }

        return document;
    }

    private static JsonNode? Move(JsonNode? document, JsonPointer from, JsonPointer path)
    {
        if (from.Text == path.Text)
            return document;
        if (path.Text.StartsWith(from.Text + "/", StringComparison.Ordinal))
            throw new PatchException($"cannot move \"{from.Text}\" into itself: \"{path.Text}\"", isInvalid: true);
        var value = Find(document, from, "move")?.DeepClone();
        return Add(Remove(document, from, "move"), path, value, "move");
    }

    private static JsonNode? Test(JsonNode? document, JsonPointer path, JsonNode? value)
    {
        // A missing value equals null, as in the library that the API server uses.
        var now = path.TryFind(document, out var found) ? found : null;
        return JsonNode.DeepEquals(now, value)
            ? document
            : throw new PatchException($"testing value {path.Text} failed: test failed", isInvalid: true);
    }

    private static JsonNode? Find(JsonNode? document, JsonPointer path, string name) =>
        path.TryFind(document, out var value) ? value : throw Missing(name, path);

    // A missing field copies as null, as in the library that the API server uses; a missing container does not.
    private static JsonNode? Copied(JsonNode? document, JsonPointer from)
    {
        if (from.TryFind(document, out var value))
            return value?.DeepClone();
        return from.ParentIn(document) is JsonObject ? null : throw Missing("copy", from);
    }

    private static JsonPointer PointerOf(JsonObject operation, string field)
    {
        var text = TextOf(operation, field);
        return JsonPointer.TryParse(text)
            ?? throw new PatchException($"a JSON pointer must be empty or start with '/': \"{text}\"", isInvalid: true);
    }

    private static string TextOf(JsonObject operation, string field) =>
        operation[field] is JsonValue v && v.TryGetValue(out string? text)
            ? text
            : throw new PatchException($"an operation of a JSON patch has no \"{field}\"", isInvalid: true);

    private static PatchException Missing(string name, JsonPointer path) =>
        new(
            name switch
            {
                "remove" => $"remove operation does not apply: doc is missing path: {path.Text}: missing value",
                "replace" => $"replace operation does not apply: doc is missing path: {path.Text}: missing value",
                _ => $"{name} operation does not apply: doc is missing path: \"{path.Text}\": missing value",
            },
            isInvalid: true
        );
}
