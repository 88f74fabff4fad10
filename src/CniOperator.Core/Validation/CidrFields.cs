using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Core.Validation;

/// <summary>
/// Puts into our words what the schema says of a network: its pattern does not tell what is wrong, and a text can miss a pattern and a
/// length at once. One problem is left for each value.
/// </summary>
internal static partial class CidrFields
{
    private const string HowTo = "Write an address, a slash and a prefix length, as 10.244.0.0/16 or fd00:10:244::/56";

    /// <summary>The errors, those of networks reworded; where a message or fix is absent the error speaks for itself.</summary>
    internal static IEnumerable<(FieldError Error, string? Message, string? Fix)> Reword(
        IEnumerable<FieldError> errors,
        StructuralSchema schema,
        JsonObject root
    )
    {
        var cidr = At(schema, "spec.podNetwork.cidrs")?.Pattern;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var error in errors)
        {
            if (
                error.Type == FieldErrorType.Duplicate
                || !error.Path.EndsWith(']')
                || cidr is null
                || At(schema, error.Path)?.Pattern != cidr
            )
            {
                yield return (error, null, null);
                continue;
            }

            if (!seen.Add(error.Path))
                continue;
            var (message, fix) = Words(ValueAt(root, error.Path), error);
            yield return (error, message, fix);
        }
    }

    private static (string? Message, string? Fix) Words(JsonNode? value, FieldError error)
    {
        if (value is null)
            return ("this is null, and a network is expected", HowTo);
        if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.String)
            return ($"{Shown(value)} is not text, and a network is expected", $"{HowTo}, in quotes if YAML takes it for something else");
        var text = scalar.GetValue<string>();
        var reading = CidrText.Read(text);
        if (reading.Problem is { } problem)
        {
            var (message, fix) = CidrWords.Unreadable(text, problem);
            return (message.TrimEnd('.'), fix);
        }

        // A network for Go and not for the schema: an IPv6 network that ends in an IPv4 address.
        return text.Contains(':', StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal)
            ? ($"\"{text}\" has an IPv4 address in it, which the schema does not take", $"Write {reading.Network}")
            : (null, null);
    }

    private static string Shown(JsonNode value) => value.ToJsonString() is { Length: > 40 } text ? text[..40] + "…" : value.ToJsonString();

    private static StructuralSchema? At(StructuralSchema schema, string path)
    {
        var at = schema;
        foreach (var field in Position().Replace(path, "").Split('.'))
        {
            at = at.Items ?? at;
            if (!at.Properties.TryGetValue(field, out var next))
                return null;
            at = next;
        }

        return at.Items ?? at;
    }

    private static JsonNode? ValueAt(JsonObject root, string path)
    {
        JsonNode? at = root;
        foreach (Match step in Step().Matches(path))
            at = (at, step.Groups[1].Success) switch
            {
                (JsonArray list, true)
                    when int.TryParse(step.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
                        && i < list.Count => list[i],
                (JsonObject map, false) => map[step.Value],
                _ => null,
            };
        return at;
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();

    [GeneratedRegex(@"\[(\d+)\]|[^.\[\]]+")]
    private static partial Regex Step();
}
