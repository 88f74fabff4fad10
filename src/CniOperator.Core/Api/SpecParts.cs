using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CniOperator.Core.Api;

/// <summary>Whether the operator writes.</summary>
public enum ManagementState
{
    /// <summary>The operator applies, repairs and prunes.</summary>
    Managed,

    /// <summary>The operator observes and reports; it writes nothing but status.</summary>
    Paused,
}

/// <summary>What becomes of the dataplane when its ClusterNetwork is deleted.</summary>
public enum DeletionPolicy
{
    /// <summary>It keeps running.</summary>
    Retain,

    /// <summary>It is uninstalled.</summary>
    Remove,
}

/// <summary>The pods' addresses.</summary>
public sealed record PodNetwork
{
    /// <summary>One CIDR per IP family, at most two.</summary>
    public IReadOnlyList<string> Cidrs { get; init; } = [];

    /// <summary>The prefix length of each node's share.</summary>
    public NodeMaskSizes NodeMaskSizes { get; init; } = new();

    /// <summary>The pods' MTU in bytes; <c>null</c> to derive it from the nodes' links and the backend's overhead.</summary>
    public int? Mtu { get; init; }

    /// <summary>Further ranges that must not overlap (site networks, VPNs).</summary>
    public IReadOnlyList<string> Avoid { get; init; } = [];
}

/// <summary>Prefix lengths of a node's share of the pod network, as kube-controller-manager's <c>--node-cidr-mask-size-*</c>.</summary>
public sealed record NodeMaskSizes
{
    /// <summary>For IPv4.</summary>
    public int Ipv4 { get; init; } = 24;

    /// <summary>For IPv6.</summary>
    public int Ipv6 { get; init; } = 64;
}

/// <summary>The Services' addresses.</summary>
public sealed record ServiceNetwork
{
    /// <summary>One CIDR per IP family, at most two.</summary>
    public IReadOnlyList<string> Cidrs { get; init; } = [];
}

/// <summary>Where images come from.</summary>
public sealed record ImageSettings
{
    /// <summary>A mirror that replaces each image's registry; empty for upstream's.</summary>
    public string Registry { get; init; } = "";

    /// <summary>Kubernetes' image pull policy.</summary>
    public string PullPolicy { get; init; } = "IfNotPresent";

    /// <summary>Names of pull Secrets in the addon's namespace.</summary>
    public IReadOnlyList<string> PullSecrets { get; init; } = [];

    /// <summary>Image key of <c>addon.yaml</c> to a full reference, a digest allowed.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();
}

/// <summary>Where the dataplane's pods run.</summary>
public sealed record Placement
{
    /// <summary>Added to the addon's own node selector.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Added to the addon's own tolerations.</summary>
    public JsonArray? Tolerations { get; init; }

    /// <summary>Replaces the main container's resources.</summary>
    public JsonObject? Resources { get; init; }
}

/// <summary>How fast a change moves over the nodes.</summary>
public sealed record RolloutSettings
{
    /// <summary>Nodes whose dataplane may be down at once: a number or a percentage.</summary>
    [JsonConverter(typeof(IntOrStringConverter))]
    public string MaxUnavailable { get; init; } = "10%";

    /// <summary>Nodes that take a change first.</summary>
    public int CanaryNodes { get; init; } = 1;

    /// <summary>Seconds without progress after which a rollout counts as stalled.</summary>
    public int ProgressDeadlineSeconds { get; init; } = 600;

    /// <summary>Nodes that may fail before the rollout stops: a number or a percentage.</summary>
    [JsonConverter(typeof(IntOrStringConverter))]
    public string MaxFailedNodes { get; init; } = "10%";

    /// <summary>Whether a step waits for proven connectivity.</summary>
    public bool RequireConnectivity { get; init; } = true;
}

/// <summary>How connectivity is checked.</summary>
public sealed record HealthSettings
{
    /// <summary>Whether it is checked at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Seconds between rounds.</summary>
    public int IntervalSeconds { get; init; } = 10;

    /// <summary>How many other nodes each node probes.</summary>
    public int PeersPerNode { get; init; } = 8;
}

/// <summary>A patch on one rendered object.</summary>
public sealed record ObjectPatch
{
    /// <summary>Which object.</summary>
    public PatchTarget Target { get; init; } = new();

    /// <summary>A strategic merge or JSON merge patch (an object), or a JSON patch (an array, RFC 6902).</summary>
    public JsonNode? Patch { get; init; }
}

/// <summary>The object that a patch is for.</summary>
public sealed record PatchTarget
{
    /// <summary>Its kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";
}
