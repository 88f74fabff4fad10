using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Schemas;

/// <summary>
/// Reads <c>JSONSchemaProps</c>. It checks shapes only; whether a CRD may have such a schema is for <c>SchemaChecker</c> to say.
/// </summary>
internal static class SchemaParser
{
    internal static readonly IReadOnlyDictionary<string, StructuralSchema> NoProperties = new OrderedProperties([]);

    internal static StructuralSchema Parse(JsonObject schema, string path)
    {
        var additional = schema["additionalProperties"];
        var parsed = new StructuralSchema
        {
            Type = Text(schema, "type", path),
            Title = Text(schema, "title", path),
            Description = Text(schema, "description", path),
            Format = Text(schema, "format", path),
            Pattern = Text(schema, "pattern", path),
            Properties = Named(schema, path),
            Items = Child(schema, "items", path),
            AdditionalProperties = additional is JsonObject o ? Parse(o, Join(path, "additionalProperties")) : null,
            AllowsAdditionalProperties = additional is JsonObject || Flag(schema, "additionalProperties", path),
            Required = Texts(schema, "required", path),
            Default = schema["default"]?.DeepClone(),
            Enum = [.. List(schema, "enum", path).Select(v => v?.DeepClone())],
            PreserveUnknownFields = Flag(schema, "x-kubernetes-preserve-unknown-fields", path),
            IntOrString = Flag(schema, "x-kubernetes-int-or-string", path),
            EmbeddedResource = Flag(schema, "x-kubernetes-embedded-resource", path),
            ListType = Choice(
                schema,
                "x-kubernetes-list-type",
                path,
                ("atomic", ListType.Atomic),
                ("set", ListType.Set),
                ("map", ListType.Map)
            ),
            ListMapKeys = Texts(schema, "x-kubernetes-list-map-keys", path),
            MapType = Choice(schema, "x-kubernetes-map-type", path, ("granular", MapType.Granular), ("atomic", MapType.Atomic)),
            Validations = Rules(schema, path),
            AllOf = Children(schema, "allOf", path),
            AnyOf = Children(schema, "anyOf", path),
            OneOf = Children(schema, "oneOf", path),
            Not = Child(schema, "not", path),
            PatchMergeKey = Text(schema, "x-kubernetes-patch-merge-key", path),
            PatchStrategy = Text(schema, "x-kubernetes-patch-strategy", path),
        };
        return WithBounds(parsed, schema, path);
    }

    private static StructuralSchema WithBounds(StructuralSchema parsed, JsonObject schema, string path) =>
        parsed with
        {
            Nullable = Flag(schema, "nullable", path),
            Minimum = Number(schema, "minimum", path),
            Maximum = Number(schema, "maximum", path),
            ExclusiveMinimum = Flag(schema, "exclusiveMinimum", path),
            ExclusiveMaximum = Flag(schema, "exclusiveMaximum", path),
            MultipleOf = Number(schema, "multipleOf", path),
            MinLength = Count(schema, "minLength", path),
            MaxLength = Count(schema, "maxLength", path),
            MinItems = Count(schema, "minItems", path),
            MaxItems = Count(schema, "maxItems", path),
            MinProperties = Count(schema, "minProperties", path),
            MaxProperties = Count(schema, "maxProperties", path),
            UniqueItems = Flag(schema, "uniqueItems", path),
        };

    private static OrderedProperties Named(JsonObject schema, string path)
    {
        if (schema["properties"] is null)
            return (OrderedProperties)NoProperties;
        if (schema["properties"] is not JsonObject properties)
            throw Wrong(path, "properties", "an object");
        return new OrderedProperties([
            .. properties.Select(p =>
                KeyValuePair.Create(
                    p.Key,
                    p.Value is JsonObject o
                        ? Parse(o, Join(path, $"properties[{p.Key}]"))
                        : throw Wrong(path, $"properties[{p.Key}]", "an object")
                )
            ),
        ]);
    }

    private static ImmutableArray<ValidationRule> Rules(JsonObject schema, string path)
    {
        const string Keyword = "x-kubernetes-validations";
        return
        [
            .. List(schema, Keyword, path)
                .Select(
                    (entry, i) =>
                    {
                        var at = Join(path, $"{Keyword}[{i}]");
                        var rule = entry as JsonObject ?? throw Wrong(path, $"{Keyword}[{i}]", "an object");
                        return new ValidationRule(
                            Text(rule, "rule", at) ?? throw Wrong(at, "rule", "a CEL expression"),
                            Text(rule, "message", at),
                            Text(rule, "messageExpression", at),
                            Text(rule, "reason", at),
                            Text(rule, "fieldPath", at),
                            Flag(rule, "optionalOldSelf", at)
                        );
                    }
                ),
        ];
    }

    private static StructuralSchema? Child(JsonObject schema, string keyword, string path) =>
        schema[keyword] switch
        {
            null => null,
            JsonObject o => Parse(o, Join(path, keyword)),
            _ => throw Wrong(path, keyword, "an object"),
        };

    private static ImmutableArray<StructuralSchema> Children(JsonObject schema, string keyword, string path) =>
        [
            .. List(schema, keyword, path)
                .Select(
                    (s, i) =>
                        s is JsonObject o ? Parse(o, Join(path, $"{keyword}[{i}]")) : throw Wrong(path, $"{keyword}[{i}]", "an object")
                ),
        ];

    private static JsonArray List(JsonObject schema, string keyword, string path) =>
        schema[keyword] switch
        {
            null => [],
            JsonArray a => a,
            _ => throw Wrong(path, keyword, "a list"),
        };

    private static ImmutableArray<string> Texts(JsonObject schema, string keyword, string path) =>
        [
            .. List(schema, keyword, path)
                .Select(v => v is JsonValue j && j.TryGetValue(out string? s) ? s : throw Wrong(path, keyword, "a list of strings")),
        ];

    private static string? Text(JsonObject schema, string keyword, string path) =>
        schema[keyword] switch
        {
            null => null,
            JsonValue v when v.TryGetValue(out string? s) => s,
            _ => throw Wrong(path, keyword, "a string"),
        };

    private static bool Flag(JsonObject schema, string keyword, string path) =>
        schema[keyword]?.GetValueKind() switch
        {
            null or JsonValueKind.False => false,
            JsonValueKind.True => true,
            JsonValueKind.Object when keyword == "additionalProperties" => true,
            _ => throw Wrong(path, keyword, "true or false"),
        };

    private static double? Number(JsonObject schema, string keyword, string path) =>
        schema[keyword] is null ? null : schema[keyword].Real() ?? throw Wrong(path, keyword, "a number");

    private static long? Count(JsonObject schema, string keyword, string path) =>
        schema[keyword] is null ? null : schema[keyword].Number() ?? throw Wrong(path, keyword, "an integer");

    private static T Choice<T>(JsonObject schema, string keyword, string path, params ReadOnlySpan<(string Name, T Value)> choices)
        where T : struct
    {
        var text = Text(schema, keyword, path);
        if (text is null)
            return default;
        foreach (var (name, value) in choices)
            if (name == text)
                return value;
        throw Wrong(path, keyword, "one of " + string.Join(", ", choices.ToArray().Select(c => c.Name)));
    }

    private static string Join(string path, string next) => path.Length == 0 ? next : $"{path}.{next}";

    private static SchemaException Wrong(string path, string keyword, string wanted) => new(Join(path, keyword), $"must be {wanted}");
}
