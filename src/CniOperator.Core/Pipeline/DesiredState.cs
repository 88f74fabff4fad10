using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Pipeline;

/// <summary>What a ClusterNetwork asks for: from its spec, or from its last valid one while the present one is invalid.</summary>
public sealed record DesiredState
{
    /// <summary>The spec that is reconciled; <c>null</c> when there is none that could be.</summary>
    public StoredSpec? Spec { get; init; }

    /// <summary>What it asks for, part by part; empty when nothing can be rendered.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>
    /// The addon that <see cref="Spec"/>, or a spec that cannot be reconciled, chooses; <c>null</c> when the catalog has none such.
    /// </summary>
    public Addon? Addon { get; init; }

    /// <summary>The present spec is invalid, or its address plan does not hold, and <see cref="Spec"/> is the last valid one.</summary>
    public bool FromLastValid { get; init; }

    /// <summary>The present spec could be read, valid or not.</summary>
    public bool Readable { get; init; }

    /// <summary>What was found in the present spec, and in the cluster about it, the most severe first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>
    /// The address plan of <see cref="Spec"/>, or of the present spec when there is none; <c>null</c> when no spec could be read.
    /// </summary>
    public PlanReport? AddressPlan { get; init; }

    /// <summary>
    /// What other dataplanes mean for <see cref="Spec"/>, or for the present spec when there is none; <c>null</c> when nothing is rendered
    /// of it.
    /// </summary>
    public IReadOnlyList<Finding>? Coexistence { get; init; }

    /// <summary>What the present spec would have, although it may be held back; empty when nothing can be rendered of it.</summary>
    public IReadOnlyList<Manifest> PresentObjects { get; init; } = [];

    /// <summary>How the addon of the present spec hands out addresses; <c>null</c> when that is not known.</summary>
    public AddonAddressing? PresentAddressing { get; init; }

    /// <summary>The component that gives pods their network; <c>null</c> when nothing can be rendered.</summary>
    public Component? DefaultNetwork => Components.FirstOrDefault(c => c.Role == ComponentRole.DefaultNetwork);

    /// <summary>The findings that keep a new spec from being applied.</summary>
    public IEnumerable<Finding> Blocking => Findings.Where(f => f.HoldsBack);

    /// <summary>
    /// The present spec is not what is reconciled. A spec that runs already is never held: what the cluster's nodes do afterwards stops no
    /// repair, although it is a blocking finding.
    /// </summary>
    public bool Held => Blocking.Any() && (Components.Count == 0 || FromLastValid);

    /// <summary>The health agents' objects; empty when there are to be none, or it is not known yet how they sign.</summary>
    public IReadOnlyList<Manifest> AgentObjects { get; init; } = [];

    /// <summary>The network's own objects; empty when nothing can be rendered.</summary>
    public IReadOnlyList<Manifest> NetworkObjects => DefaultNetwork?.Rendering.Objects ?? [];

    /// <summary>The objects to have, those of one component in the order of apply; empty when nothing can be rendered.</summary>
    public IReadOnlyList<Manifest> Objects =>
        AgentObjects.Count == 0 && Components is [var only]
            ? only.Rendering.Objects
            : [.. Components.SelectMany(c => c.Rendering.Objects), .. AgentObjects];

    /// <summary>The network is to be watched by health agents.</summary>
    public bool WantsAgents => DefaultNetwork is not null && Spec?.Spec is { Health.Enabled: true };
}
