using System.Text.Json.Nodes;

namespace CniOperator.Core.Api;

/// <summary>What the user asks for. The CRD under <c>crds/</c> holds defaults and limits; a test keeps both alike.</summary>
public sealed record ClusterNetworkSpec
{
    /// <summary>The addon's name in the catalog: <c>flannel</c>, or any other folder of it. Cannot change once set.</summary>
    public string Provider { get; init; } = "";

    /// <summary>A version of the catalog; empty for the addon's default.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether the operator writes, or only observes and reports.</summary>
    public ManagementState ManagementState { get; init; } = ManagementState.Managed;

    /// <summary>What happens to the dataplane when the ClusterNetwork is deleted.</summary>
    public DeletionPolicy DeletionPolicy { get; init; } = DeletionPolicy.Retain;

    /// <summary>Where pods get their addresses from.</summary>
    public PodNetwork PodNetwork { get; init; } = new();

    /// <summary>Where Services get theirs from; <c>null</c> to read it from the cluster.</summary>
    public ServiceNetwork? ServiceNetwork { get; init; }

    /// <summary>Settings of flannel. Their schema and defaults are data: <c>templates/flannel/addon.yaml</c>.</summary>
    public JsonObject? Flannel { get; init; }

    /// <summary>Settings of Calico.</summary>
    public JsonObject? Calico { get; init; }

    /// <summary>Settings of Weave Net.</summary>
    public JsonObject? Weave { get; init; }

    /// <summary>Settings of Canal.</summary>
    public JsonObject? Canal { get; init; }

    /// <summary>Settings of any other addon, validated against its <c>addon.yaml</c>.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>Where images come from.</summary>
    public ImageSettings Images { get; init; } = new();

    /// <summary>Where the dataplane's pods run, and with which resources.</summary>
    public Placement Placement { get; init; } = new();

    /// <summary>How fast a change moves over the nodes.</summary>
    public RolloutSettings Rollout { get; init; } = new();

    /// <summary>How connectivity is checked.</summary>
    public HealthSettings Health { get; init; } = new();

    /// <summary>Ids of rules whose finding the user accepts.</summary>
    public IReadOnlyList<string> Acknowledge { get; init; } = [];

    /// <summary>Patches on rendered objects, the escape hatch.</summary>
    public IReadOnlyList<ObjectPatch> Patches { get; init; } = [];
}
