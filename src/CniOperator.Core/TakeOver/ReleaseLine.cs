using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CniOperator.Core.TakeOver;

/// <summary>
/// The releases of an image that go together: those of one major version, and before the first one of one minor version, as semantic
/// versioning has it. An image that is named by its digest, or by a word, says nothing.
/// </summary>
internal static partial class ReleaseLine
{
    /// <summary><c>v0.28</c> of <c>ghcr.io/flannel-io/flannel:v0.28.9</c>; <c>null</c> where none is stated.</summary>
    internal static JsonNode? Of(string? image)
    {
        var match = Tag().Match(image ?? "");
        if (!match.Success)
            return null;
        var major = match.Groups["major"].Value;
        return JsonValue.Create(major == "0" ? $"v0.{match.Groups["minor"].Value}" : $"v{major}");
    }

    [GeneratedRegex(@":v?(?<major>[0-9]+)\.(?<minor>[0-9]+)[^/]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
