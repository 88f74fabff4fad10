using System.Collections.Concurrent;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Core.Rendering.Stages;

namespace CniOperator.Core.Rendering;

/// <summary>
/// Turns a spec into objects. Pure: the same request gives the same objects, byte for byte. Safe to share between threads.
/// </summary>
/// <param name="catalog">Where addons come from.</param>
public sealed class Renderer(AddonCatalog catalog)
{
    private readonly ConcurrentDictionary<string, CompiledAddon> _compiled = new(StringComparer.Ordinal);

    /// <summary>Renders. Never throws for bad input: findings of severity Error say what is wrong.</summary>
    public RenderResult Render(RenderRequest request)
    {
        var findings = new FindingList(request.Spec.Acknowledge, new SecretMask(request.Secrets.Values));
        if (catalog.Find(request.Spec.Provider) is not { } addon)
            return Unknown(request.Spec.Provider, findings);
        if (addon.FindVersion(request.Spec.Version) is not { } version)
            return Unknown(addon, request.Spec.Version, findings);
        try
        {
            return new RenderPass(
                request,
                addon,
                version,
                _compiled.GetOrAdd(addon.Name, _ => new CompiledAddon(addon)),
                new ObjectOwners(catalog, addon),
                findings
            ).Run();
        }
        catch (ScriptException e)
        {
            findings.Add(
                RenderRules.Template,
                new FileSubject(e.Problem.File, e.Problem.Line),
                $"The descriptor's expression fails: {e.Problem.Message}",
                "Correct the addon's descriptor; nothing of this addon is applied until then."
            );
            return Nothing(findings, version.Version);
        }
    }

    /// <summary>The Secrets that <paramref name="spec"/> refers to; to be read before <see cref="Render"/>.</summary>
    public IReadOnlyList<SecretKeyReference> SecretsOf(ClusterNetworkSpec spec) =>
        catalog.Find(spec.Provider) is { } addon && ParameterStage.BlockOf(spec, addon) is { } block
            ? SecretStage.ReferencesOf(addon, block)
            : [];

    private RenderResult Unknown(string provider, FindingList findings)
    {
        var unreadable = catalog.Problems.Count == 0 ? "" : $" These could not be read: {string.Join("; ", catalog.Problems.Take(3))}.";
        findings.Add(
            RenderRules.UnknownProvider,
            new FieldSubject("spec.provider"),
            $"There is no addon \"{provider}\" in the catalog.{unreadable}",
            $"Use one of: {string.Join(", ", catalog.Addons.Select(a => a.Name))}."
        );
        return Nothing(findings);
    }

    private static RenderResult Unknown(Addon addon, string version, FindingList findings)
    {
        findings.Add(
            RenderRules.UnknownVersion,
            new FieldSubject("spec.version"),
            $"{addon.DisplayName} {version} is not in the catalog.",
            $"Use one of: {string.Join(", ", addon.Versions.Select(v => v.Version))}; for another one, set the images in "
                + "spec.images.overrides."
        );
        return Nothing(findings);
    }

    private static RenderResult Nothing(FindingList findings, string version = "") =>
        new([], findings.All, version, null, "") { Blocked = true };
}
