using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Pipeline;

/// <summary>One spec after reading, checking, rendering and examining, its findings acknowledged and ordered.</summary>
/// <param name="Spec">The spec.</param>
internal sealed record SpecEvaluation(StoredSpec Spec)
{
    /// <summary>The values of Secrets with which it was rendered.</summary>
    internal IReadOnlyDictionary<SecretKeyReference, string> Secrets { get; init; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>What it renders to; <c>null</c> when a finding other than one about addresses leaves nothing to render.</summary>
    internal RenderResult? Rendering { get; init; }

    /// <summary>The addon that it chooses; <c>null</c> when the catalog has none such.</summary>
    internal Addon? Addon { get; init; }

    /// <summary>How that addon hands out addresses; <c>null</c> when that is not known.</summary>
    internal AddonAddressing? Addressing { get; init; }

    /// <summary>Its address plan; <c>null</c> when the spec cannot be read, or was not examined.</summary>
    internal PlanReport? AddressPlan { get; init; }

    /// <summary>Everything that was found, the most severe first.</summary>
    internal IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What other dataplanes mean for it; <c>null</c> when nothing is rendered of it.</summary>
    internal IReadOnlyList<Finding>? Coexistence { get; init; }

    /// <summary>
    /// As one that runs: what is in the cluster besides it holds nothing back any more, and is a warning.
    /// </summary>
    internal SpecEvaluation Running =>
        this with
        {
            Findings = [.. Findings.Select(AsWarning)],
            Coexistence = Coexistence is null ? null : [.. Coexistence.Select(AsWarning)],
        };

    /// <summary>It is rendered, and no finding keeps it from being applied.</summary>
    internal bool Holds => Rendering is not null && !Findings.Any(f => f.HoldsBack);

    private static Finding AsWarning(Finding finding) =>
        finding is { Rule.Area: RuleArea.Cluster, Blocks: true } ? finding with { Severity = Severity.Warning } : finding;
}
