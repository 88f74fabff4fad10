using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;

namespace CniOperator.Core.Decisions;

/// <summary>Turns a ClusterNetwork into an <see cref="Intent"/>. Pure: what it needs of the cluster is passed in.</summary>
/// <param name="catalog">The addons.</param>
public sealed class Planner(AddonCatalog catalog)
{
    private const int Remembered = 16;

    private readonly Renderer _renderer = new(catalog);
    private readonly ConcurrentDictionary<string, SpecReading> _readings = new(StringComparer.Ordinal);

    /// <summary>The Secrets that must be read before <see cref="Plan"/>, for the present spec and the last valid one.</summary>
    public IReadOnlyList<SecretKeyReference> SecretsOf(NetworkObject network, JsonObject? record)
    {
        var specs = new[] { network.Spec, SpecRecord.SpecIn(record, network) };
        return [.. specs.OfType<JsonObject>().Select(s => Read(network.Name, s).Spec).OfType<ClusterNetworkSpec>()
            .SelectMany(_renderer.SecretsOf).Distinct()];
    }

    /// <summary>Renders the present spec, or the last valid one when that is invalid. Never throws for bad input.</summary>
    /// <param name="network">The ClusterNetwork.</param>
    /// <param name="record">The ConfigMap with its last valid spec, if any.</param>
    /// <param name="facts">What was read from the cluster.</param>
    /// <param name="secrets">The values of the Secrets that exist.</param>
    /// <param name="lastSecrets">The values with which the spec was rendered last: a Secret that went since stops no repair.</param>
    public Intent Plan(
        NetworkObject network, JsonObject? record, NetworkFacts facts, IReadOnlyDictionary<SecretKeyReference, string> secrets,
        IReadOnlyDictionary<SecretKeyReference, string> lastSecrets)
    {
        var present = Try(network.Name, network.Spec, facts, secrets);
        if (present.Rendering is not null || SpecRecord.SpecIn(record, network) is not { } last) return present;
        var former = Try(network.Name, last, facts, secrets);
        if (former.Rendering is null) former = Try(network.Name, last, facts, lastSecrets);
        return former.Rendering is null ? present : former with { FromRecord = true, Readable = present.Readable, Findings = present.Findings };
    }

    // A spec is asked for several times in each reconcile and changes rarely.
    private SpecReading Read(string name, JsonObject? spec)
    {
        var text = name + spec?.ToJsonString();
        if (_readings.TryGetValue(text, out var known)) return known;
        if (_readings.Count >= Remembered) _readings.Clear();
        return _readings[text] = SpecReading.Of(name, spec);
    }

    private Intent Try(string name, JsonObject? json, NetworkFacts facts, IReadOnlyDictionary<SecretKeyReference, string> secrets)
    {
        var (spec, readingFindings) = Read(name, json);
        if (spec is null || readingFindings.Any(f => f.Blocks)) return new Intent { Findings = readingFindings, Readable = spec is not null };
        var rendering = _renderer.Render(new RenderRequest(name, spec, facts, secrets) { PlaceholdersForMissingSecrets = facts.SecretsMayFollow });
        List<Finding> findings = [.. readingFindings, .. SpecRules.Check(spec, _renderer.AcknowledgeableRules), .. rendering.Findings];
        findings = [.. findings.DistinctBy(f => (f.Rule, f.Subject, f.Message)).OrderByDescending(f => f.Blocks).ThenByDescending(f => f.Severity)];
        var blocked = findings.Any(f => f.Blocks);
        return new Intent
        {
            Spec = blocked ? null : spec,
            SpecJson = blocked ? null : json,
            Rendering = blocked ? null : rendering,
            Addon = catalog.Find(spec.Provider),
            Readable = true,
            Findings = findings,
        };
    }
}
