using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>What a ClusterNetwork asks for, rendered: from its spec, or from its last valid one while the present one is invalid.</summary>
public sealed record Intent
{
    /// <summary>The spec that is reconciled; <c>null</c> when there is none that could be.</summary>
    public ClusterNetworkSpec? Spec { get; init; }

    /// <summary>The same as JSON.</summary>
    public JsonObject? SpecJson { get; init; }

    /// <summary>What it renders to; <c>null</c> when nothing can be rendered.</summary>
    public RenderResult? Rendering { get; init; }

    /// <summary>The addon of <see cref="Spec"/>.</summary>
    public Addon? Addon { get; init; }

    /// <summary>How that addon hands out addresses with the settings at hand; <c>null</c> when it is not known.</summary>
    public AddonAddressing? Addressing { get; init; }

    /// <summary>The present spec is invalid, or its address plan does not hold, and <see cref="Spec"/> is the last valid one.</summary>
    public bool FromRecord { get; init; }

    /// <summary>The present spec could be read, valid or not.</summary>
    public bool Readable { get; init; }

    /// <summary>What was found in the present spec, and in the cluster's addresses about it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Those of <see cref="Findings"/> that are about addresses, by the rules of the address plan.</summary>
    public IReadOnlyList<Finding> Addresses { get; init; } = [];

    /// <summary>The address plan of <see cref="Spec"/>, or of the present spec when there is none; <c>null</c> when no spec could be read.</summary>
    public PlanReport? Plan { get; init; }

    /// <summary>The findings that keep a new spec from being applied.</summary>
    public IEnumerable<Finding> Blocking => Findings.Where(f => f.Blocks);

    /// <summary>
    /// The present spec is not what is reconciled. A spec that runs already is never held: what the cluster's nodes do afterwards stops no
    /// repair, although it is a blocking finding.
    /// </summary>
    public bool Held => Blocking.Any() && (Rendering is null || FromRecord);

    /// <summary>The objects to have; empty when nothing can be rendered.</summary>
    public IReadOnlyList<Manifest> Objects => Rendering?.Objects ?? [];
}
