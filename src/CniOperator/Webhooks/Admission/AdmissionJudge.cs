using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;

namespace CniOperator.Webhooks.Admission;

/// <summary>
/// Decides on a request by the plan that the controller would make of it. Pure. Whoever wants to stop the operator, delete the
/// ClusterNetwork, or change anything but the spec is never refused, however wrong the spec is.
/// </summary>
internal sealed class AdmissionJudge(Planner planner)
{
    private static readonly Dictionary<SecretKeyReference, string> NoSecrets = [];

    /// <summary>The decision.</summary>
    internal AdmissionDecision Decide(AdmissionRequest request, AdmissionFacts facts)
    {
        var name = (request.Object ?? request.OldObject)?.Name ?? "";
        if (!request.AsksForSpec || request.KeepsSpec)
            return AdmissionDecision.Allow(name);
        var intent = Plan(request.Object!, LastValid(request, facts), facts);
        if (request.KeepsSpecButBrakes)
            return AdmissionDecision.Allow(name, AdmissionWords.StillInvalid([.. intent.Blocking]));

        // Of a spec that asks for nothing new, what the cluster has come to is no reason to refuse it.
        List<Finding> blocking = intent.Held ? [.. intent.Blocking] : [];
        var notes = intent.Findings.Except(blocking).Where(f => f.Severity != Severity.Info);
        return new AdmissionDecision(
            name,
            blocking,
            AdmissionWords.Warnings([.. Superseded(request, facts), .. MissingSecrets(request.Object!, facts), .. notes])
        );
    }

    private Intent Plan(NetworkObject network, JsonObject? record, AdmissionFacts facts)
    {
        var secrets = facts.Secrets is null ? NoSecrets : PresentFacts.ValuesOf(facts.Secrets, planner.SecretsOf(network, null));
        return planner.Plan(network, record, facts.Network with { SecretsMayFollow = true }, secrets, secrets, facts.Addresses);
    }

    // Rules about a change compare with the last valid spec. What is stored now is that, unless it is invalid itself.
    private JsonObject? LastValid(AdmissionRequest request, AdmissionFacts facts) =>
        request.OldObject is { Spec: { } spec } old && !Plan(old, null, facts).Held ? SpecRecord.Standing(old, spec) : null;

    private static IEnumerable<Finding> Superseded(AdmissionRequest request, AdmissionFacts facts)
    {
        var older = facts.Networks.Where(n => n.Name != request.Object!.Name).Order(Comparer<NetworkObject>.Create(NetworkObject.ByAge));
        if (request.Operation != "CREATE" || older.FirstOrDefault() is not { } active)
            yield break;
        yield return new Finding(
            Commands.LiveRules.Superseded,
            new FieldSubject("metadata.name"),
            $"ClusterNetwork/{active.Name} exists and is older: the oldest one is active, this one changes nothing.",
            $"Change ClusterNetwork/{active.Name} instead, or delete it first."
        )
        {
            Severity = Severity.Warning,
        };
    }

    // The order in which a Secret and what names it are applied is free.
    private IEnumerable<Finding> MissingSecrets(NetworkObject network, AdmissionFacts facts)
    {
        if (facts.Secrets is null)
            return [];
        var needed = planner.SecretsOf(network, null);
        var there = PresentFacts.ValuesOf(facts.Secrets, needed);
        return needed
            .Where(r => !there.ContainsKey(r))
            .Select(r => new Finding(
                RenderRules.Secret,
                new FieldSubject("spec"),
                $"Secret {ClusterNetworkApi.OperatorNamespace}/{r.Name} with key {r.Key} does not exist yet: nothing is applied before it does.",
                "Create it."
            )
            {
                Severity = Severity.Warning,
            });
    }
}
