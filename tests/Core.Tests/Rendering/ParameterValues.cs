using System.Text.Json.Nodes;
using CniOperator.Core.Schemas;
using CsCheck;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Makes values that a schema accepts; texts are nasty wherever no pattern forbids it.</summary>
internal static class ParameterValues
{
    private static readonly string[] NastyTexts = ["plain", "a: b", "- x", "# no comment", "\"quoted\"", "'single'", "{{ x }}", "line\nbreak", "tab\t", "yes", "1e3", "ü☃", "%d", "&a *b", "back\\slash"];

    // One value for every pattern that flannel's schema has; a pattern that is not listed makes the test fail and asks for one.
    private static readonly string[] Patterned = ["0E-2A", "aes256-sha256", "10.0.0.1", "eth0", "https://a.example:6443/", "/var/lib/x", "a.example", "example.com/x"];

    internal static Gen<JsonObject> Of(StructuralSchema schema) => Node(schema).Select(n => (JsonObject)n!);

    private static Gen<JsonNode?> Node(StructuralSchema schema) => schema.Type switch
    {
        "object" => Object(schema),
        "array" => Node(schema.Items!).List[0, (int)Math.Min(3, schema.MaxItems ?? 3)].Select(list => (JsonNode?)new JsonArray([.. list.Select(e => e?.DeepClone())])),
        "boolean" => Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
        "integer" => Gen.Int[(int)schema.Minimum!, (int)schema.Maximum!].Select(i => (JsonNode?)JsonNode.Parse(i.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        _ => Text(schema),
    };

    private static Gen<JsonNode?> Text(StructuralSchema schema)
    {
        if (schema.Enum.Count > 0) return Gen.Int[0, schema.Enum.Count - 1].Select(i => schema.Enum[i]?.DeepClone());
        var fitting = (schema.Pattern is { } pattern ? Patterned.Where(t => System.Text.RegularExpressions.Regex.IsMatch(t, pattern)) : NastyTexts)
            .Where(t => t.Length >= (schema.MinLength ?? 0) && t.Length <= (schema.MaxLength ?? int.MaxValue))
            .ToArray();
        Assert.True(fitting.Length > 0, $"no value is known for the pattern {schema.Pattern}");
        return Gen.Int[0, fitting.Length - 1].Select(i => (JsonNode?)JsonValue.Create(fitting[i]));
    }

    private static Gen<JsonNode?> Object(StructuralSchema schema)
    {
        var all = Gen.Const(() => new JsonObject());
        foreach (var (name, property) in schema.Properties)
            all = Gen.Select(all, Gen.Int[0, 3], Node(property), (map, dice, value) =>
            {
                // Most fields are left out, so that defaults meet every combination too.
                if (dice == 0 || schema.Required.Contains(name)) map[name] = value?.DeepClone();
                return map;
            });
        return all.Select(map => (JsonNode?)map);
    }
}
