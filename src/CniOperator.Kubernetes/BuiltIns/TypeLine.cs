using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Quantities;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.BuiltIns;

/// <summary>Reads one line of the table of built-in types; the table's head says how it is written.</summary>
internal static class TypeLine
{
    internal static StructuralSchema Parse(string name, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new StructuralSchema
        {
            Type = "object",
            Title = name,
            MapType = line.AsSpan(0, colon).EndsWith(" atomic") ? MapType.Atomic : MapType.Granular,
            Required = fields.Where(IsRequired).Select(NameOf).ToArray(),
            Properties = new LazyProperties(
                fields.Select(f => KeyValuePair.Create(NameOf(f), f[(f.IndexOf(':', StringComparison.Ordinal) + 1)..]))
            ),
        };
    }

    /// <summary>A field's type with its default and patch strategy: <c>[name]Container~merge@name</c>.</summary>
    internal static StructuralSchema Field(string text)
    {
        var (rest, strategy) = Cut(text, '~');
        var (type, fallback) = Cut(rest, '=');
        var (patchStrategy, mergeKey) = strategy is null ? (null, null) : Cut(strategy, '@');
        var schema = TypeOf(type);
        return patchStrategy is null && fallback is null
            ? schema
            : schema with
            {
                PatchStrategy = patchStrategy,
                PatchMergeKey = mergeKey,
                Default = fallback is null ? null : JsonValue.Create(fallback),
            };
    }

    private static bool IsRequired(string field) => field[field.IndexOf(':', StringComparison.Ordinal) - 1] == '!';

    private static string NameOf(string field) => field[..field.IndexOf(':', StringComparison.Ordinal)].TrimEnd('!');

    private static (string Head, string? Tail) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static StructuralSchema TypeOf(string text) =>
        text[0] switch
        {
            _ when text[^1] == '?' => TypeOf(text[..^1]) with { KeepsZero = true },
            '[' => ListOf(
                text[1..text.IndexOf(']', StringComparison.Ordinal)],
                TypeOf(text[(text.IndexOf(']', StringComparison.Ordinal) + 1)..])
            ),
            '{' => new StructuralSchema
            {
                Type = "object",
                AllowsAdditionalProperties = true,
                AdditionalProperties = TypeOf(text[(text.IndexOf('}', StringComparison.Ordinal) + 1)..]),
                MapType = text.StartsWith("{atomic}", StringComparison.Ordinal) ? MapType.Atomic : MapType.Granular,
            },
            '(' => new StructuralSchema
            {
                Type = "string",
                Enum = text[1..^1].Split('|').Select(v => (JsonNode?)JsonValue.Create(v)).ToArray(),
            },
            _ => Named(text),
        };

    private static StructuralSchema ListOf(string keys, StructuralSchema items) =>
        new()
        {
            Type = "array",
            Items = items,
            ListType = keys switch
            {
                "" => ListType.Atomic,
                "set" => ListType.Set,
                _ => ListType.Map,
            },
            ListMapKeys = keys is "" or "set" ? [] : keys.Split(','),
        };

    private static StructuralSchema Named(string name) =>
        name switch
        {
            "string" => new StructuralSchema { Type = "string" },
            "int32" or "int64" => new StructuralSchema { Type = "integer", Format = name },
            "double" => new StructuralSchema { Type = "number", Format = name },
            "bool" => new StructuralSchema { Type = "boolean" },
            "bytes" => new StructuralSchema { Type = "string", Format = "byte" },
            "time" => new StructuralSchema { Type = "string", Format = "date-time" },
            "microTime" => new StructuralSchema { Type = "string", Format = MicroTime.Format },
            // Quantities may be written as numbers; the API server stores them as text (see Quantity).
            "quantity" => new StructuralSchema { Format = Quantity.Format },
            "intOrString" => new StructuralSchema { IntOrString = true },
            // Unions of a schema and something else: their inside is left to CRD validation.
            "json" or "JSONSchemaPropsOrArray" or "JSONSchemaPropsOrBool" or "JSONSchemaPropsOrStringArray" => StructuralSchema.Anything,
            _ => BuiltInTypes.Get(name),
        };
}
