using System.Globalization;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Patches;

/// <summary>JSON patch, RFC 6902, over JSON pointers, RFC 6901.</summary>
internal static class JsonPatch
{
    /// <summary>The result as a new tree; all operations take effect or none.</summary>
    /// <exception cref="PatchException">An operation is malformed, its path does not exist, or a test fails.</exception>
    internal static JsonNode? Apply(JsonNode target, JsonArray operations)
    {
        // The document is a field of a holder, so that an operation on the whole of it is like any other.
        var holder = new JsonObject { [""] = target.DeepClone() };
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not JsonObject operation)
                throw new PatchException($"operation {i} is no object");
            try
            {
                Run(holder, operation);
            }
            catch (PatchException e)
            {
                throw new PatchException($"operation {i} ({Text(operation, "op")} {operation["path"]}): {e.Message}");
            }
        }

        var result = holder[""];
        holder.Remove("");
        return result;
    }

    private static void Run(JsonObject holder, JsonObject operation)
    {
        var path = Pointer(Text(operation, "path"));
        switch (Text(operation, "op"))
        {
            case "add":
                Add(holder, path, Value(operation));
                break;
            case "remove":
                Remove(holder, path);
                break;
            case "replace":
                Replace(holder, path, Value(operation));
                break;
            case "move":
                var from = Pointer(Text(operation, "from"));
                if (path.Length > from.Length && path.AsSpan(0, from.Length).SequenceEqual(from))
                    throw new PatchException("a value cannot move into itself");
                Add(holder, path, Remove(holder, from));
                break;
            case "copy":
                Add(holder, path, Get(holder, Pointer(Text(operation, "from")))?.DeepClone());
                break;
            case "test":
                if (!JsonNode.DeepEquals(Get(holder, path), operation["value"]))
                    throw new PatchException("the value there is another one");
                break;
            case var other:
                throw new PatchException($"there is no operation {other}; known: add, remove, replace, move, copy, test");
        }
    }

    private static void Add(JsonObject holder, string[] path, JsonNode? value)
    {
        switch (Parent(holder, path))
        {
            case JsonObject map:
                map[path[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(path[^1] == "-" ? list.Count : Index(path[^1], list.Count), value);
                break;
        }
    }

    private static JsonNode? Remove(JsonObject holder, string[] path)
    {
        var value = Get(holder, path);
        if (Parent(holder, path) is JsonArray list)
            list.RemoveAt(Index(path[^1], list.Count - 1));
        else
            ((JsonObject)Parent(holder, path)).Remove(path[^1]);
        return value;
    }

    private static void Replace(JsonObject holder, string[] path, JsonNode? value)
    {
        Get(holder, path);
        if (Parent(holder, path) is JsonArray list)
            list[Index(path[^1], list.Count - 1)] = value;
        else
            Parent(holder, path)[path[^1]] = value;
    }

    private static JsonNode? Get(JsonObject holder, string[] path) => Step(Parent(holder, path), path[^1]);

    private static JsonNode Parent(JsonObject holder, string[] path)
    {
        JsonNode at = holder;
        foreach (var part in path[..^1])
            at = Step(at, part) ?? throw new PatchException($"\"{part}\" holds nothing");
        return at is JsonObject or JsonArray ? at : throw new PatchException($"what holds \"{path[^1]}\" is neither an object nor a list");
    }

    private static JsonNode? Step(JsonNode at, string part) =>
        at switch
        {
            JsonObject map when map.TryGetPropertyValue(part, out var value) => value,
            JsonObject => throw new PatchException($"there is no \"{part}\""),
            JsonArray list => list[Index(part, list.Count - 1)],
            _ => throw new PatchException($"what holds \"{part}\" is neither an object nor a list"),
        };

    private static int Index(string part, int last) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && (part.Length == 1 || part[0] != '0')
        && index <= last
            ? index
            : throw new PatchException($"\"{part}\" is no place in the list there");

    // Every pointer starts at the holder's one field, whose name is empty.
    private static string[] Pointer(string text) =>
        text.Length == 0 || text[0] == '/'
            ?
            [
                .. text.Split('/')
                    .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)),
            ]
            : throw new PatchException($"\"{text}\" is no JSON pointer; it must start with a slash");

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value) ? value?.DeepClone() : throw new PatchException("value is missing");

    private static string Text(JsonObject operation, string field) =>
        operation[field] is JsonValue v && v.TryGetValue(out string? text)
            ? text
            : throw new PatchException($"{field} is missing or is no text");
}
