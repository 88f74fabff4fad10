using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.TakeOver;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Webhooks.Admission;

/// <summary>
/// Decides on a request by the plan that the controller would make of it. Pure. A request that stops the operator, deletes
/// the ClusterNetwork, or changes anything but the spec is never refused, however wrong the spec is.
/// </summary>
internal sealed class AdmissionJudge(SpecPipeline pipeline)
{
    private static readonly Dictionary<SecretKeyReference, string> NoSecrets = [];

    /// <summary>The decision.</summary>
    internal AdmissionDecision Decide(AdmissionRequest request, AdmissionFacts facts)
    {
        var name = (request.Object ?? request.OldObject)?.Name ?? "";
        if (!request.AsksForSpec || request.KeepsSpec)
            return AdmissionDecision.Allow(name);
        var desired = Run(request.Object!, LastValid(request, facts), facts);
        if (request.KeepsSpecButBrakes)
            return AdmissionDecision.Allow(name, AdmissionWords.StillInvalid([.. desired.Blocking]));

        // A spec that asks for nothing new is not refused for what the cluster has become.
        List<Finding> blocking = desired.Held ? [.. desired.Blocking] : [];
        var notes = desired.Findings.Except(blocking).Where(f => f.Severity != Severity.Info);
        return new AdmissionDecision(
            name,
            blocking,
            AdmissionWords.Warnings([.. Superseded(request, facts), .. MissingSecrets(request.Object!, facts), .. notes])
        );
    }

    /// <summary>The objects that must be looked at before a request is judged: what a new ClusterNetwork would take over.</summary>
    internal IReadOnlyList<ObjectKey> LooksFor(AdmissionRequest request, AdmissionFacts facts)
    {
        if (!request.AsksForSpec || request.KeepsSpec || request.OldObject?.Status.At("applied") is not null)
            return [];
        var desired = Run(request.Object!, lastValid: null, facts);
        return TakeOverNeeds.Of(desired.Addon, desired.PresentObjects);
    }

    private DesiredState Run(NetworkObject network, StoredSpec? lastValid, AdmissionFacts facts)
    {
        var secrets = facts.Secrets is null ? NoSecrets : ClusterFactsReader.ValuesOf(facts.Secrets, pipeline.SecretsOf(network.Spec));
        return pipeline.Run(
            new PipelineInput
            {
                Name = network.Name,
                Spec = network.Spec,
                LastValidSpec = lastValid,
                AppliedHash = network.Status.Text("applied", "hash"),
                MaxNodes = network.MaxNodes,
                Cluster = facts.Cluster,
                Addresses = facts.Addresses,
                Coexistence = new CoexistenceInput(
                    facts.Dataplanes,
                    facts.Nodes,
                    facts.Record is { } record ? Progress.Of(record, network).RecordedAt : null
                ),
                Secrets = secrets,
                LastSecrets = secrets,
                SecretsMayFollow = true,
                Running = key => facts.Running.GetValueOrDefault(key),
            }
        );
    }

    // Rules about a change compare with the last valid spec. What is stored now is that, or where that is invalid itself, what is recorded.
    private StoredSpec? LastValid(AdmissionRequest request, AdmissionFacts facts)
    {
        if (request.OldObject is not { SpecJson: not null } old)
            return null;
        var recorded = Progress.Of(facts.Record, old).LastValidSpec;
        return Run(old, recorded, facts).Held ? recorded : old.Spec;
    }

    private static IEnumerable<Finding> Superseded(AdmissionRequest request, AdmissionFacts facts)
    {
        var older = facts.Networks.Where(n => n.Name != request.Object!.Name).Order(Comparer<NetworkObject>.Create(NetworkObject.ByAge));
        if (request.Operation != "CREATE" || older.FirstOrDefault() is not { } active)
            yield break;
        yield return new Finding(
            LiveRules.Superseded,
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
        var needed = pipeline.SecretsOf(network.Spec);
        var there = ClusterFactsReader.ValuesOf(facts.Secrets, needed);
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
