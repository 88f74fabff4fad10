using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Rendering;

/// <summary>Works out which image each key stands for.</summary>
internal static class ImageReferences
{
    /// <summary>An override wins; else the version's tag, with the registry replaced when the spec names a mirror.</summary>
    internal static IReadOnlyDictionary<string, string> Resolve(
        Addon addon,
        AddonVersion version,
        ImageSettings settings,
        FindingList findings
    )
    {
        var images = addon.Images.Values.Where(image => version.Tags.ContainsKey(image.Key)).ToList();
        foreach (var key in settings.Overrides.Keys.Where(key => !version.Tags.ContainsKey(key)).Order(StringComparer.Ordinal))
            findings.Add(
                RenderRules.ImageKey,
                new FieldSubject($"spec.images.overrides[{key}]"),
                $"{addon.DisplayName} {version.Version} has no image {key}.",
                $"Use one of: {string.Join(", ", images.Select(i => i.Key))}."
            );
        return images.ToDictionary(
            image => image.Key,
            image =>
                settings.Overrides.TryGetValue(image.Key, out var given)
                    ? given
                    : $"{Mirrored(image.Repository, settings.Registry)}:{version.Tags[image.Key]}",
            StringComparer.Ordinal
        );
    }

    /// <summary>
    /// The policy that the API server fills in when none is stated (<c>latest</c> and no tag: Always), so that it need not be.
    /// </summary>
    internal static string DefaultPullPolicy(string reference)
    {
        if (reference.Contains('@', StringComparison.Ordinal))
            return "IfNotPresent";
        var name = reference[(reference.LastIndexOf('/') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || name[(colon + 1)..] == "latest" ? "Always" : "IfNotPresent";
    }

    // A mirror keeps the path below the registry: ghcr.io/flannel-io/flannel becomes mirror.example.com/flannel-io/flannel.
    private static string Mirrored(string repository, string registry) =>
        registry.Length == 0
            ? repository
            : $"{registry.TrimEnd('/')}/{repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..]}";
}
