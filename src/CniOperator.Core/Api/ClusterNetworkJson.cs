using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Core.Api;

/// <summary>The one way in which a spec is read and written: camelCase, enums as text, no nulls.</summary>
public static class ClusterNetworkJson
{
    /// <summary>Reads a spec. Whatever the CRD's schema accepts is read; what is absent gets its default.</summary>
    /// <exception cref="JsonException">The schema would not accept it; the message has the field.</exception>
    public static ClusterNetworkSpec ReadSpec(JsonObject spec) =>
        Normal(Filled(spec, WriteSpec(new ClusterNetworkSpec()))).Deserialize(ClusterNetworkJsonContext.Default.ClusterNetworkSpec)!;

    /// <summary>Writes a spec.</summary>
    public static JsonObject WriteSpec(ClusterNetworkSpec spec) =>
        (JsonObject)JsonSerializer.SerializeToNode(spec, ClusterNetworkJsonContext.Default.ClusterNetworkSpec)!;

    /// <summary>Generated serializers forget the initial values of init-only properties; so what is absent is filled in before.</summary>
    private static JsonObject Filled(JsonObject given, JsonObject absent)
    {
        var result = new JsonObject();
        foreach (var (name, value) in absent)
            if (given[name] is not { } written)
                result[name] = value?.DeepClone();
            else
                result[name] = value is JsonObject defaults && written is JsonObject map ? Filled(map, defaults) : written.DeepClone();
        foreach (var (name, value) in given)
            if (!result.ContainsKey(name) && value is not null)
                result[name] = value.DeepClone();
        return result;
    }

    /// <summary>A whole number written as <c>24.0</c> is an integer to Kubernetes, but not to a serializer.</summary>
    private static JsonNode Normal(JsonNode node)
    {
        if (node is JsonObject map)
            foreach (var (name, value) in map.ToArray())
            {
                if (value is not null && Whole(value) is { } v)
                    map[name] = v;
                else if (value is not null)
                    Normal(value);
            }
        else if (node is JsonArray list)
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is { } value && Whole(value) is { } v)
                    list[i] = v;
                else if (list[i] is { } inner)
                    Normal(inner);
            }
        return node;
    }

    private static JsonValue? Whole(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number
        && !long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
        && number == Math.Truncate(number)
        && Math.Abs(number) < 9e15
            ? JsonValue.Create((long)number)
            : null;
}
