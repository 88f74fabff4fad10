using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// Converts JSON to what rules compute with — null, bool, long, ulong, double, string, bytes, timestamps, durations, lists, maps, objects —
/// and compares those.
/// </summary>
internal static class CelValues
{
    internal static object? From(JsonNode? node, StructuralSchema? schema)
    {
        if (schema is { IntOrString: true })
            schema = null;
        return node switch
        {
            null => null,
            JsonArray list => list.Select(e => From(e, schema?.Items)).ToList(),
            JsonObject map when schema is null or { AdditionalProperties: not null } => map.ToDictionary(
                p => (object)p.Key,
                p => From(p.Value, schema?.AdditionalProperties),
                CelKeys.Instance
            ),
            JsonObject map => new CelObject(map, schema),
            _ => Scalar(node, schema),
        };
    }

    internal static new bool Equals(object? a, object? b)
    {
        if (a is null || b is null)
            return a is null && b is null;
        if (IsNumber(a) && IsNumber(b))
            return Compare(a, b) == 0;
        return (a, b) switch
        {
            (string x, string y) => x == y,
            (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(p => Equals(p.First, p.Second)),
            (Dictionary<object, object?> x, Dictionary<object, object?> y) => x.Count == y.Count
                && x.All(p => y.TryGetValue(p.Key, out var other) && Equals(p.Value, other)),
            (CelObject x, CelObject y) => JsonNode.DeepEquals(x.Json, y.Json),
            (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
            (CelOptional x, CelOptional y) => x.HasValue == y.HasValue && Equals(x.Value, y.Value),
            _ => a.Equals(b),
        };
    }

    /// <summary>Orders numbers of any kinds, strings by code point, bytes, bools, times.</summary>
    /// <exception cref="CelEvaluationException">The two have no order.</exception>
    internal static int Compare(object? a, object? b) =>
        (a, b) switch
        {
            (long x, long y) => x.CompareTo(y),
            (ulong x, ulong y) => x.CompareTo(y),
            (long x, ulong y) => x < 0 ? -1 : ((ulong)x).CompareTo(y),
            (ulong x, long y) => y < 0 ? 1 : x.CompareTo((ulong)y),
            (double x, double y) => x.CompareTo(y),
            (double x, long or ulong) => x.CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
            (long or ulong, double y) => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(y),
            (string x, string y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)),
            (byte[] x, byte[] y) => x.AsSpan().SequenceCompareTo(y),
            (bool x, bool y) => x.CompareTo(y),
            (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
            (TimeSpan x, TimeSpan y) => x.CompareTo(y),
            _ => throw new CelEvaluationException("no such overload"),
        };

    internal static bool IsNumber(object? value) => value is long or ulong or double;

    internal static string TypeName(object? value) =>
        value switch
        {
            null => "null_type",
            bool => "bool",
            long => "int",
            ulong => "uint",
            double => "double",
            string => "string",
            byte[] => "bytes",
            List<object?> => "list",
            Dictionary<object, object?> => "map",
            DateTimeOffset => "google.protobuf.Timestamp",
            TimeSpan => "google.protobuf.Duration",
            CelOptional => "optional_type",
            CelTypeValue => "type",
            _ => "object",
        };

    private static object? Scalar(JsonNode node, StructuralSchema? schema) =>
        node.GetValueKind() switch
        {
            JsonValueKind.True => (object)true,
            JsonValueKind.False => false,
            JsonValueKind.Number when schema?.Type == "number" => node.Real()!.Value,
            JsonValueKind.Number => node.Number() is { } whole ? (object)whole : node.Real()!.Value,
            _ => Text(node.GetValue<string>(), schema),
        };

    private static object Text(string text, StructuralSchema? schema) =>
        schema?.Format switch
        {
            "byte" => Convert.FromBase64String(text),
            "date" or "date-time" => DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                ? time
                : text,
            "duration" => GoDuration.TryParse(text, out var duration) ? duration : text,
            _ => text,
        };
}
