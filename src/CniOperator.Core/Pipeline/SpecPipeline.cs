using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rendering.Agents;
using CniOperator.Core.TakeOver;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Pipeline;

/// <summary>
/// The one road from a spec to what it asks for: read, check, render, examine the address plan, acknowledge. Pure, and shared by operator,
/// webhook, <c>validate</c> and <c>plan</c>, so that they never disagree. Safe to share between threads.
/// </summary>
/// <param name="catalog">The addons.</param>
public sealed class SpecPipeline(AddonCatalog catalog)
{
    private readonly Renderer _renderer = new(catalog);
    private readonly IReadOnlyList<Rule> _rules = [.. AllRules.Of(catalog)];

    /// <summary>The Secrets that must be read before <see cref="Run"/>.</summary>
    public IReadOnlyList<SecretKeyReference> SecretsOf(params IEnumerable<StoredSpec?> specs) =>
        [.. specs.Select(s => s?.Spec).OfType<ClusterNetworkSpec>().SelectMany(_renderer.SecretsOf).Distinct()];

    /// <summary>
    /// What the present spec asks for, or the last valid one when that is invalid or its address plan does not hold. Never throws for bad
    /// input.
    /// </summary>
    public DesiredState Run(PipelineInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var desired = Network(input);
        return desired is { WantsAgents: true, Spec: { } stored } && input.Agents is { } agents
            ? desired with
            {
                AgentObjects = stored.Agents.Of(agents, i => AgentRenderer.Render(input.Name, stored.Spec!, i)),
            }
            : desired;
    }

    private DesiredState Network(PipelineInput input)
    {
        var former = input.LastValidSpec is { } last ? Former(last, input) : null;
        var present = Examined(input.Spec, input, input.Secrets, former);
        var runs = SpecGate.Runs(present, former, input.AppliedHash);
        if (!runs)
            present = Compared(present, input.Running);
        if (present.Holds)
            return Desired(present);
        if (runs)
            return Desired(present.Running);
        if (former?.Rendering is null)
            return Desired(present) with { Spec = null, Components = [] };

        // Nothing is known of the addresses of a spec that cannot be read; what runs is watched all the same.
        var running = Examined(former.Spec, input, former.Secrets, former).Running;
        return Desired(running) with
        {
            FromLastValid = true,
            Readable = present.Spec.Spec is not null,
            PresentObjects = present.Rendering?.Objects ?? [],
            PresentAddressing = present.Addressing,
            Findings = present.Spec.Spec is not null
                ? present.Findings
                : Ordered([.. present.Findings, .. running.AddressPlan?.Findings ?? [], .. running.Coexistence ?? []]),
        };
    }

    // A Secret that has gone counts as an invalid spec: what was rendered with its last value goes on.
    private SpecEvaluation Former(StoredSpec last, PipelineInput input)
    {
        var former = Evaluate(last, input, input.Secrets, null);
        return former.Rendering is not null ? former : Evaluate(last, input, input.LastSecrets, null);
    }

    private SpecEvaluation Examined(
        StoredSpec spec,
        PipelineInput input,
        IReadOnlyDictionary<SecretKeyReference, string> secrets,
        SpecEvaluation? former
    ) => Evaluate(spec, input, secrets, former, addressing => spec.Examinations.Of(
                new PlanInput(spec.Spec!, input.Addresses)
                {
                    MaxNodes = input.MaxNodes,
                    Addon = addressing,
                    Former = former?.Spec.Spec,
                    FormerAddon = former?.Addressing,
                },
                PlanExaminer.Examine
            ));

    // What runs already is compared only while it is not this network's own: afterwards a change of the spec is what its author wants.
    private static SpecEvaluation Compared(SpecEvaluation present, Func<ObjectKey, JsonObject?> running)
    {
        if (present is not { Rendering: { } rendering, Addon: { } addon, Spec.Spec: { } spec })
            return present;
        var found = TakeOverFindings.Of(addon, rendering.Objects, running);
        return found.Count == 0
            ? present
            : present with
            {
                Findings = Ordered([.. present.Findings, .. Acknowledgement.Mark(found, spec.Acknowledge)]),
            };
    }

    private SpecEvaluation Evaluate(
        StoredSpec stored,
        PipelineInput input,
        IReadOnlyDictionary<SecretKeyReference, string> secrets,
        SpecEvaluation? former,
        Func<AddonAddressing?, PlanReport>? examine = null
    )
    {
        if (stored.Spec is not { } spec)
            return new SpecEvaluation(stored) { Findings = stored.Problems };
        var request = new RenderRequest(input.Name, spec, input.Cluster, secrets)
        {
            PlaceholdersForMissingSecrets = input.SecretsMayFollow,
            Former = ReferenceEquals(former?.Spec, stored) ? null : former?.Rendering,
        };
        var rendering = spec.Provider.Length == 0 ? RenderResult.Nothing : stored.Renderings.Of(request, _renderer.Render);
        var plan = examine?.Invoke(rendering.Addressing);
        var inputs = new EvaluationInputs(rendering, plan, input.Coexistence);
        return stored.Evaluations.Of(inputs, made => Evaluate(stored, spec, input.Name, made)) with { Secrets = secrets };
    }

    private SpecEvaluation Evaluate(StoredSpec stored, ClusterNetworkSpec spec, string name, EvaluationInputs made)
    {
        var (rendering, plan, cluster) = made;
        var addon = catalog.Find(spec.Provider);
        var others =
            addon is null || rendering.Blocked ? [] : CoexistenceRules.Check(name, addon, rendering.Objects, cluster, catalog.Dataplanes);
        var findings = Ordered(
            Acknowledgement.Apply(
                [.. SpecRules.Check(spec), .. rendering.Findings, .. plan?.Findings ?? [], .. others],
                spec.Acknowledge,
                _rules
            )
        );
        var rendered = rendering.Blocked || findings.Any(StopsRendering) ? null : rendering;
        return new SpecEvaluation(stored)
        {
            Rendering = rendered,
            Addon = addon,
            Coexistence = rendered is null ? null : [.. findings.Where(f => CoexistenceRules.All.Contains(f.Rule))],
            Addressing = rendering.Addressing,
            AddressPlan = plan is null ? null : plan with { Findings = [.. findings.Where(IsAboutAddresses)] },
            Findings = findings,
        };
    }

    // What is wrong with addresses alone, or with what else is in the cluster, is for the gate: a spec that runs is still repaired.
    private static bool StopsRendering(Finding finding) =>
        finding.Blocks && !IsAboutAddresses(finding) && finding.Rule.Area != RuleArea.Cluster;

    private static bool IsAboutAddresses(Finding finding) => finding.Rule.Area == RuleArea.Addresses;

    private static IReadOnlyList<Finding> Ordered(IEnumerable<Finding> findings) =>
        [.. findings.OrderByDescending(f => f.Blocks).ThenByDescending(f => f.Severity)];

    private static DesiredState Desired(SpecEvaluation evaluation) =>
        new()
        {
            Spec = evaluation.Rendering is null ? null : evaluation.Spec,
            Components = evaluation is { Rendering: { } rendering, Addon: { } addon }
                ? [new Component(ComponentRole.DefaultNetwork, addon, rendering)]
                : [],
            Addon = evaluation.Addon,
            Readable = evaluation.Spec.Spec is not null,
            Findings = evaluation.Findings,
            AddressPlan = evaluation.AddressPlan,
            Coexistence = evaluation.Coexistence,
            PresentObjects = evaluation.Rendering?.Objects ?? [],
            PresentAddressing = evaluation.Addressing,
        };
}
