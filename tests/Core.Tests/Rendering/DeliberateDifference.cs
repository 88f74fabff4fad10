using System.Text.Json.Nodes;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>One kind of difference from upstream that is meant.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Kind">The objects' kind; empty for every kind.</param>
/// <param name="Path">The field: in full, or with <c>*</c> at its beginning or end. Empty for a whole object.</param>
/// <param name="Upstream">Upstream's value as JSON, when only that is meant.</param>
/// <param name="Ours">Our value as JSON, when only that is meant.</param>
/// <param name="Variants">The manifests of upstream's that it is found in; all when <c>null</c>.</param>
internal sealed record DeliberateDifference(
    string Why,
    string Kind,
    string Path,
    string? Upstream = null,
    string? Ours = null,
    string[]? Variants = null
)
{
    /// <summary>In <see cref="Upstream"/> and <see cref="Ours"/>: the side lacks the field.</summary>
    internal const string Absent = "null";

    internal bool Explains(FieldDifference difference, string variant) =>
        (Variants is null || Variants.Contains(variant))
        && (Kind.Length == 0 || Kind == difference.Key.Kind)
        && Matches(difference.Path)
        && Is(Upstream, difference.Before)
        && Is(Ours, difference.After);

    private static bool Is(string? expected, JsonNode? value) => expected is null || JsonNode.DeepEquals(JsonNode.Parse(expected), value);

    private bool Matches(string path) =>
        Path.StartsWith('*') ? path.EndsWith(Path[1..], StringComparison.Ordinal)
        : Path.EndsWith('*') ? path.StartsWith(Path[..^1], StringComparison.Ordinal)
        : Path == path;
}
