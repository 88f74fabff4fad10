using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>Carries values between JSON and Scriban without reflection, so that it works under Native AOT.</summary>
internal static class ScriptValues
{
    /// <summary>A node as Scriban sees it: objects, arrays, strings, integers, numbers, booleans.</summary>
    internal static object? From(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonObject map => FromObject(map),
            JsonArray list => FromArray(list),
            _ => FromScalar(node.AsValue()),
        };

    /// <summary>
    /// As <see cref="From(JsonNode)"/>, with every field that the schema knows present, as null when unset: strict member access then
    /// tells an unset parameter from a misspelt one.
    /// </summary>
    internal static object? From(JsonNode? node, StructuralSchema schema)
    {
        if (node is JsonArray list && schema.Items is { } items)
        {
            var array = new ScriptArray(list.Count);
            foreach (var entry in list)
                array.Add(From(entry, items));
            return array;
        }

        if (node is not JsonObject map || schema.Properties.Count == 0)
            return From(node);
        var result = new ScriptObject(schema.Properties.Count);
        foreach (var (name, property) in schema.Properties)
            result[name] = From(map[name], property);
        foreach (var (name, value) in map)
            if (!result.ContainsKey(name))
                result[name] = From(value);
        return result;
    }

    /// <summary>The way back.</summary>
    /// <exception cref="ScriptFunctionException">It has too many values.</exception>
    internal static JsonNode? ToJson(object? value) => ToJson(value, new ValueBudget());

    private static JsonNode? ToJson(object? value, ValueBudget budget) =>
        budget.Spend()
            ? value switch
            {
                null => null,
                JsonNode node => node.DeepClone(),
                string text => JsonValue.Create(text),
                bool flag => JsonValue.Create(flag),
                int number => JsonValue.Create(number),
                long number => JsonValue.Create(number),
                double number when Math.Floor(number) == number && Math.Abs(number) < 1e15 => JsonValue.Create((long)number),
                double number => JsonValue.Create(number),
                ScriptObject map => ToJsonObject(map, budget),
                System.Collections.IEnumerable list => ToJsonArray(list, budget),
                _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
            }
            : null;

    private static ScriptObject FromObject(JsonObject map)
    {
        var result = new ScriptObject(map.Count);
        foreach (var (name, value) in map)
            result[name] = From(value);
        return result;
    }

    private static ScriptArray FromArray(JsonArray list)
    {
        var result = new ScriptArray(list.Count);
        foreach (var entry in list)
            result.Add(From(entry));
        return result;
    }

    private static object? FromScalar(JsonValue value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            // Without the cast both would become a double, and large integers lose digits.
            JsonValueKind.Number => value.Number() is { } whole ? (object)whole : value.Real(),
            _ => null,
        };

    private static JsonObject ToJsonObject(ScriptObject map, ValueBudget budget)
    {
        var result = new JsonObject();
        foreach (var (name, value) in map)
            result[name] = ToJson(value, budget);
        return result;
    }

    private static JsonArray ToJsonArray(System.Collections.IEnumerable list, ValueBudget budget)
    {
        var result = new JsonArray();
        foreach (var entry in list)
            result.Add(ToJson(entry, budget));
        return result;
    }
}
