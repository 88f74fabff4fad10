using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;

namespace CniOperator.Core.Decisions;

/// <summary>Turns a ClusterNetwork into an <see cref="Intent"/>. Pure: what it needs of the cluster is passed in.</summary>
/// <param name="catalog">The addons.</param>
/// <param name="examine">Examines an address plan.</param>
public sealed class Planner(AddonCatalog catalog, Func<PlanInput, PlanReport> examine)
{
    private const int Remembered = 16;

    private readonly Renderer _renderer = new(catalog);
    private readonly IReadOnlyList<Rule> _rules = [.. AllRules.Of(catalog)];
    private readonly ConcurrentDictionary<string, SpecReading> _readings = new(StringComparer.Ordinal);
    private readonly PlanExaminations _examinations = new(examine);

    /// <summary>With the rules of this version.</summary>
    public Planner(AddonCatalog catalog)
        : this(catalog, PlanExaminer.Examine) { }

    /// <summary>The Secrets that must be read before <see cref="Plan"/>, for the present spec and the last valid one.</summary>
    public IReadOnlyList<SecretKeyReference> SecretsOf(NetworkObject network, JsonObject? record)
    {
        var specs = new[] { network.Spec, SpecRecord.SpecIn(record, network) };
        return
        [
            .. specs
                .OfType<JsonObject>()
                .Select(s => Read(network.Name, s).Spec)
                .OfType<ClusterNetworkSpec>()
                .SelectMany(_renderer.SecretsOf)
                .Distinct(),
        ];
    }

    /// <summary>
    /// Renders the present spec, or the last valid one when that is invalid or its address plan does not hold. Never throws for bad input.
    /// </summary>
    /// <param name="network">The ClusterNetwork.</param>
    /// <param name="record">The ConfigMap with its last valid spec, if any.</param>
    /// <param name="facts">What was read from the cluster.</param>
    /// <param name="secrets">The values of the Secrets that exist.</param>
    /// <param name="lastSecrets">The values with which the spec was rendered last: a Secret that went since stops no repair.</param>
    /// <param name="cluster">What the cluster says about its addresses.</param>
    public Intent Plan(
        NetworkObject network,
        JsonObject? record,
        NetworkFacts facts,
        IReadOnlyDictionary<SecretKeyReference, string> secrets,
        IReadOnlyDictionary<SecretKeyReference, string> lastSecrets,
        ClusterAddresses cluster
    )
    {
        var (name, last) = (network.Name, SpecRecord.SpecIn(record, network));
        var present = Try(name, network.Spec, facts, secrets);
        var unchanged = present.Rendering is not null && JsonNode.DeepEquals(network.Spec, last) ? present : null;
        var former = new Lazy<Intent>(() => unchanged ?? Former(name, last, facts, secrets, lastSecrets));
        var applied = last is null ? null : new Applied(Read(name, last).Spec, former.Value.Addressing);
        present = Examined(network, network.Spec, present, applied, cluster);
        if (present.Rendering is not null && !present.Blocking.Any())
            return present;

        if (PlanGate.Runs(network, present, former.Value))
            return present;
        if (former.Value.Rendering is null)
            return present with { Spec = null, SpecJson = null, Rendering = null };
        var running = Examined(network, last, former.Value, applied, cluster);

        // Nothing is known of the addresses of a spec that cannot be read; what runs is watched all the same.
        return running with
        {
            FromRecord = true,
            Readable = present.Readable,
            Findings = present.Readable ? present.Findings : Ordered(present.Findings.Concat(running.Addresses)),
            Addresses = present.Readable ? present.Addresses : running.Addresses,
        };
    }

    // A spec is asked for several times in each reconcile and changes rarely.
    private SpecReading Read(string name, JsonObject? spec)
    {
        var text = name + spec?.ToJsonString();
        if (_readings.TryGetValue(text, out var known))
            return known;
        if (_readings.Count >= Remembered)
            _readings.Clear();
        return _readings[text] = SpecReading.Of(name, spec);
    }

    private Intent Former(
        string name,
        JsonObject? last,
        NetworkFacts facts,
        IReadOnlyDictionary<SecretKeyReference, string> secrets,
        IReadOnlyDictionary<SecretKeyReference, string> lastSecrets
    )
    {
        if (last is null)
            return new Intent();
        var former = Try(name, last, facts, secrets);
        return former.Rendering is not null ? former : Try(name, last, facts, lastSecrets);
    }

    private Intent Examined(NetworkObject network, JsonObject? json, Intent intent, Applied? applied, ClusterAddresses cluster)
    {
        if (Read(network.Name, json).Spec is not { } spec)
            return intent;
        var report = _examinations.Of(
            new PlanInput(spec, cluster)
            {
                MaxNodes = network.MaxNodes,
                Addon = intent.Addressing,
                Former = applied?.Spec,
                FormerAddon = applied?.Addon,
            }
        );
        var addresses = Acknowledgement.Mark(report.Findings, spec.Acknowledge);
        return intent with
        {
            Plan = report with { Findings = addresses },
            Addresses = addresses,
            Findings = addresses.Count == 0 ? intent.Findings : Ordered(intent.Findings.Concat(addresses)),
        };
    }

    private static IReadOnlyList<Finding> Ordered(IEnumerable<Finding> findings) =>
        [.. findings.OrderByDescending(f => f.Blocks).ThenByDescending(f => f.Severity)];

    // What is wrong with addresses alone is for the gate: a spec that an earlier version of the rules let pass goes on being repaired.
    private static bool Stops(Finding finding) => finding.Blocks && finding.Rule.Area != RuleArea.Addresses;

    private Intent Try(string name, JsonObject? json, NetworkFacts facts, IReadOnlyDictionary<SecretKeyReference, string> secrets)
    {
        var (spec, problems) = Read(name, json);
        if (spec is null)
            return new Intent { Findings = problems };
        var rendering = _renderer.Render(
            new RenderRequest(name, spec, facts, secrets) { PlaceholdersForMissingSecrets = facts.SecretsMayFollow }
        );
        var findings = Acknowledgement.Apply([.. SpecRules.Check(spec), .. rendering.Findings], spec.Acknowledge, _rules);
        var blocked = rendering.Blocked || findings.Any(Stops);
        return new Intent
        {
            Spec = blocked ? null : spec,
            SpecJson = blocked ? null : json,
            Rendering = blocked ? null : rendering,
            Addon = catalog.Find(spec.Provider),
            Readable = true,
            Findings = Ordered(findings),
            Addressing = rendering.Addressing,
        };
    }

    private sealed record Applied(ClusterNetworkSpec? Spec, AddonAddressing? Addon);
}
