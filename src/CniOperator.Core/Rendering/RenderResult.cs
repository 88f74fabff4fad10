using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering;

/// <summary>The result of rendering.</summary>
/// <param name="Objects">
/// The objects in the order of apply (CRDs, Namespace, RBAC, configuration, workloads); empty when a finding blocks.
/// </param>
/// <param name="Findings">What is wrong or worth knowing, addresses aside; nothing is acknowledged yet.</param>
/// <param name="Version">The addon's version; empty when it could not be resolved.</param>
/// <param name="Mtu">The pods' MTU in bytes; <c>null</c> when the dataplane finds it out on each node.</param>
/// <param name="Hash">A hash over all objects: 16 hexadecimal digits; empty without objects.</param>
public sealed record RenderResult(IReadOnlyList<Manifest> Objects, IReadOnlyList<Finding> Findings, string Version, int? Mtu, string Hash)
{
    /// <summary>True when a finding that the spec does not acknowledge kept this from being rendered to the end.</summary>
    public bool Blocked { get; init; }

    /// <summary>No addon was asked for: a plan of bare networks.</summary>
    public static RenderResult Nothing { get; } = new([], [], "", null, "");

    /// <summary>Workloads whose rollout is watched, of those rendered.</summary>
    public IReadOnlyList<ObjectKey> Workloads { get; init; } = [];

    /// <summary>The backend in use; <c>null</c> when it could not be resolved.</summary>
    public string? Backend { get; init; }

    /// <summary>The backend that it silently takes where <see cref="Backend"/> cannot work; <c>null</c> for none.</summary>
    public string? FallsBackTo { get; init; }

    /// <summary>What the dataplane is to make of the objects.</summary>
    public IReadOnlyList<ExpectedEffect> Effects { get; init; } = [];

    /// <summary>What rules of the spec that follows see as <c>before</c>; <c>null</c> when nothing was rendered.</summary>
    internal RenderedChoices? Choices { get; init; }

    /// <summary>How <see cref="Mtu"/> came about, as the end of a sentence; empty when nothing was rendered.</summary>
    public string MtuReason { get; init; } = "";

    /// <summary>Whether NetworkPolicies take effect.</summary>
    public bool EnforcesNetworkPolicy { get; init; }

    /// <summary>Whether traffic between nodes is encrypted.</summary>
    public bool Encrypts { get; init; }

    /// <summary>
    /// How the addon hands out addresses with this spec; there as soon as its parameters can be read, even when a finding blocks.
    /// </summary>
    public AddonAddressing? Addressing { get; init; }

    /// <summary>Where it writes its CNI configuration and plugins on nodes.</summary>
    public CniDirectories Cni { get; init; } = CniDirectories.Usual;

    /// <summary>Ports and protocols that must pass between nodes or be free on them.</summary>
    public IReadOnlyList<OpenPort> Ports { get; init; } = [];
}
