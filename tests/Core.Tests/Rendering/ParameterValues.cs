using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;
using CsCheck;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Makes values that a schema accepts; texts are nasty wherever no pattern forbids it.</summary>
internal static class ParameterValues
{
    private static readonly string[] NastyTexts =
    [
        "plain",
        "a: b",
        "- x",
        "# no comment",
        "\"quoted\"",
        "'single'",
        "{{ x }}",
        "line\nbreak",
        "tab\t",
        "yes",
        "1e3",
        "ü☃",
        "%d",
        "&a *b",
        "back\\slash",
    ];

    // A value for every pattern in the addons' schemas; a pattern that none of them fits makes the test fail and asks for one.
    private static readonly string[] Patterned =
    [
        "0E-2A",
        "aes256-sha256",
        "10.0.0.1",
        "fd00::1",
        "10.244.0.0/16",
        "fd00::/56",
        "10.0.0.1:179",
        "eth0",
        "https://a.example:6443/",
        "/var/lib/x",
        "a.example",
        "example.com/x",
        "a-name",
        "64512",
        "1.5",
        "30s",
        "10m",
        "100Mi",
        "info",
        "25%",
        "0x01000000",
        "Always",
        "all()",
        "any-Text_1",
        "first-found",
        "observer",
    ];

    internal static Gen<JsonObject> Of(StructuralSchema schema) => Node(schema).Select(n => (JsonObject)n!);

    private static Gen<JsonNode?> Node(StructuralSchema schema) =>
        schema.Type switch
        {
            "object" => Object(schema),
            "array" => Node(schema.Items!)
                .List[(int)(schema.MinItems ?? 0), (int)Math.Min(Math.Max(3, schema.MinItems ?? 0), schema.MaxItems ?? 3)]
                .Select(list => (JsonNode?)new JsonArray([.. Distinct(schema, list).Select(e => e?.DeepClone())])),
            "boolean" => Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
            "integer" => Gen.Long[(long)schema.Minimum!, (long)schema.Maximum!]
                .Select(i => JsonNode.Parse(i.ToString(CultureInfo.InvariantCulture))),
            "number" => Gen.Double[schema.Minimum!.Value, schema.Maximum!.Value]
                .Select(d => JsonNode.Parse(Math.Round(d, 2).ToString("0.##", CultureInfo.InvariantCulture))),
            null when schema.IntOrString => Gen.Int[1, 10].Select(i => (JsonNode?)JsonValue.Create(i)),
            null => Gen.Const(() => (JsonNode?)JsonValue.Create("anything")),
            _ => Text(schema),
        };

    // Entries of sets and maps differ.
    private static IEnumerable<JsonNode?> Distinct(StructuralSchema schema, IEnumerable<JsonNode?> list) =>
        schema.ListType switch
        {
            ListType.Set => list.DistinctBy(e => e?.ToJsonString()),
            ListType.Map => list.DistinctBy(e => string.Join('|', schema.ListMapKeys.Select(k => e?[k]?.ToJsonString()))),
            _ => schema.UniqueItems ? list.DistinctBy(e => e?.ToJsonString()) : list,
        };

    private static Gen<JsonNode?> Text(StructuralSchema schema)
    {
        if (schema.Enum.Count > 0)
            return Gen.Int[0, schema.Enum.Count - 1].Select(i => schema.Enum[i]?.DeepClone());
        var fitting = (
            schema.Pattern is { } pattern ? Patterned.Where(t => System.Text.RegularExpressions.Regex.IsMatch(t, pattern)) : NastyTexts
        )
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
                if (dice == 0 || schema.Required.Contains(name))
                    map[name] = value?.DeepClone();
                return map;
            });
        if (schema is { Properties.Count: 0, AdditionalProperties: { } values })
            all = Gen.Select(all, Gen.Int[0, 2], Node(values), (map, count, value) =>
            {
                for (var i = 0; i < count; i++)
                    map[$"key-{i}"] = value?.DeepClone();
                return map;
            });
        return all.Select(map => (JsonNode?)map);
    }
}
