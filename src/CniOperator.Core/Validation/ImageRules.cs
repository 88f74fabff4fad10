using System.Text.RegularExpressions;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Validation;

/// <summary>Syntax of image references and registries (distribution's reference grammar).</summary>
internal static partial class ImageRules
{
    /// <summary><c>images.registry</c> is a host with optional port and path.</summary>
    internal static Rule RegistrySyntax { get; } = new("images/registry", Severity.Error, RuleArea.Images);

    /// <summary>An override is a full image reference.</summary>
    internal static Rule ReferenceSyntax { get; } = new("images/reference", Severity.Error, RuleArea.Images);

    internal static IEnumerable<Finding> Check(ImageSettings images)
    {
        if (images.Registry.Length > 0 && !Registry().IsMatch(images.Registry))
            yield return new Finding(
                RegistrySyntax,
                new FieldSubject("spec.images.registry"),
                $"\"{images.Registry}\" is not a registry: {RegistryProblem(images.Registry)}.",
                "Write the host, with an optional port and path, as registry.example.com:5000/mirror"
            );
        foreach (var (key, reference) in images.Overrides.OrderBy(o => o.Key, StringComparer.Ordinal))
            if (!Reference().IsMatch(reference))
                yield return new Finding(
                    ReferenceSyntax,
                    new FieldSubject($"spec.images.overrides[{key}]"),
                    $"\"{reference}\" is not an image reference: {ReferenceProblem(reference)}.",
                    "Write a full reference, as registry.example.com/flannel:v0.28.9 or registry.example.com/flannel@sha256:<64 hex digits>"
                );
    }

    private static string RegistryProblem(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? "it has a scheme"
        : text.Any(char.IsWhiteSpace) ? "it has spaces"
        : text.EndsWith('/') ? "it ends with a slash"
        : "its host or path has characters that are not allowed";

    private static string ReferenceProblem(string text) =>
        text.Length == 0 ? "it is empty"
        : text.Any(char.IsWhiteSpace) ? "it has spaces"
        : text.Contains("://", StringComparison.Ordinal) ? "it has a scheme"
        : text.Contains('@', StringComparison.Ordinal) ? "its digest is not sha256 and 64 hex digits in lower case"
        : text.Any(char.IsAsciiLetterUpper) ? "its repository has capital letters, or its tag is malformed"
        : "its repository or tag is malformed";

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z")]
    private static partial Regex Registry();

    [GeneratedRegex(
        @"^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?/)?[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?\z"
    )]
    private static partial Regex Reference();
}
