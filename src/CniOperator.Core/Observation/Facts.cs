using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>
/// Everything that was observed as of one moment, and that one decision is made from. Immutable; the JSON in it is read-only.
/// </summary>
public sealed record Facts
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The ClusterNetwork to decide on.</summary>
    public required NetworkObject Network { get; init; }

    /// <summary>All the other ClusterNetworks.</summary>
    public IReadOnlyList<NetworkObject> Others { get; init; } = [];

    /// <summary>Every node.</summary>
    public IReadOnlyList<NodeView> Nodes { get; init; } = [];

    /// <summary>
    /// When a node that just joined, and that the address plan leaves out until it has its podCIDRs, counts anyway; <c>null</c> for none.
    /// </summary>
    public DateTimeOffset? NodesJoinUntil { get; init; }

    /// <summary>What the cluster is like, as rendering takes it.</summary>
    public ClusterFacts Cluster { get; init; } = ClusterFacts.None;

    /// <summary>What the cluster says about its addresses.</summary>
    public ClusterAddresses Addresses { get; init; } = ClusterAddresses.None;

    /// <summary>The dataplanes that run in the cluster, this network's included.</summary>
    public ObservedDataplanes Dataplanes { get; init; } = ObservedDataplanes.None;

    /// <summary>What pods were looked through for; <c>null</c> when they were not.</summary>
    public PodCensus? Census { get; init; }

    /// <summary>Why the DaemonSets of others cannot be seen; <c>null</c> when they can.</summary>
    public WatchGap? DataplanesGap { get; init; }

    /// <summary>The values of the Secrets that the specs refer to.</summary>
    public IReadOnlyDictionary<SecretKeyReference, string> Secrets { get; init; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>The values with which the spec was rendered last.</summary>
    public IReadOnlyDictionary<SecretKeyReference, string> LastSecrets { get; init; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>The live objects that carry a ClusterNetwork's label, of every kind that is or was rendered, by identity.</summary>
    public IReadOnlyDictionary<ObjectKey, JsonObject> Live { get; init; } = new Dictionary<ObjectKey, JsonObject>();

    /// <summary>
    /// Objects of rendered identities without our label, as far as they were looked for: what runs already, before it is taken over.
    /// </summary>
    public IReadOnlyDictionary<ObjectKey, JsonObject> Untaken { get; init; } = new Dictionary<ObjectKey, JsonObject>();

    /// <summary>The pods of the dataplane.</summary>
    public IReadOnlyList<PodView> Pods { get; init; } = [];

    /// <summary>What kubelets report about pods, of any kind, that get no network. Not all of it when there is much.</summary>
    public IReadOnlyList<SandboxFailure> SandboxFailures { get; init; } = [];

    /// <summary>What this process saw of the ServiceAccounts that they are bound to.</summary>
    public AccountHistory Accounts { get; init; } = AccountHistory.Empty;

    /// <summary>What the kubelet last said of a pod that fails its probe, by the pod's uid.</summary>
    public IReadOnlyDictionary<string, string> ProbeWords { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What this process brings for health agents; <c>null</c> when it takes no reports, so that connectivity is not observed.
    /// </summary>
    public AgentSettings? Agents { get; init; }

    /// <summary>The keys that agents sign with; <c>null</c> while it is not known whether there are some.</summary>
    public AgentKeys? AgentKeys { get; init; }

    /// <summary>What agents report; <c>null</c> before anything was judged.</summary>
    public ConnectivityFacts? Connectivity { get; init; }

    /// <summary>What survived the last restart.</summary>
    public Progress Progress { get; init; } = Progress.None;

    /// <summary>What cannot be seen.</summary>
    public IReadOnlyList<WatchGap> Gaps { get; init; } = [];

    /// <summary>What this process reported of nodes; <c>null</c> when it has reported nothing yet.</summary>
    public IReadOnlySet<NodeFinding>? ReportedNodes { get; init; }

    /// <summary>What the operator did before.</summary>
    public ApplyMemory Memory { get; init; } = ApplyMemory.Empty;

    /// <summary>When the oldest write that the caches have not shown yet stops being believed; <c>null</c> when they show all.</summary>
    public DateTimeOffset? UnseenUntil { get; init; }

    /// <summary>This process looks at the ClusterNetwork for the first time.</summary>
    public bool FirstLook { get; init; }

    /// <summary>The other ClusterNetwork that is active instead of this one; <c>null</c> when this one is.</summary>
    public NetworkObject? Active =>
        Others.Where(o => NetworkObject.ByAge(o, Network) < 0).Order(Comparer<NetworkObject>.Create(NetworkObject.ByAge)).FirstOrDefault();

    /// <summary>Nothing was ever applied for it, as far as a first look tells.</summary>
    public bool AppliesNothingYet =>
        FirstLook && Progress.Record is null && Network.Status.At("applied") is null && Network is { Deleting: false, Paused: false };

    /// <summary>
    /// The object of that identity that runs already and was not applied for this ClusterNetwork yet; <c>null</c> when there is none. One
    /// with our label is such an object too, as long as this network has applied nothing: an earlier one left it.
    /// </summary>
    public JsonObject? RunningBefore(ObjectKey key)
    {
        if (Memory.Hashes.ContainsKey(key))
            return null;
        if (!Live.TryGetValue(key, out var live))
            return Untaken.GetValueOrDefault(key);
        return Progress.LastValidSpec is null && Network.Status.At("applied") is null ? live : null;
    }

    /// <summary>What tells about other networks on the nodes.</summary>
    public CoexistenceInput Coexistence => new(Dataplanes, Nodes, Progress.RecordedAt);

    /// <summary>The gap that hides an object; <c>null</c> when it can be seen.</summary>
    public WatchGap? GapFor(ObjectKey key)
    {
        foreach (var gap in Gaps)
            if (gap.Hides(key))
                return gap;
        return null;
    }

    /// <summary>What the pipeline makes the desired state from.</summary>
    public PipelineInput ToPipelineInput() =>
        new()
        {
            Name = Network.Name,
            Spec = Network.Spec,
            LastValidSpec = Progress.LastValidSpec,
            AppliedHash = Network.Status.Text("applied", "hash"),
            MaxNodes = Network.MaxNodes,
            Cluster = Cluster,
            Addresses = Addresses,
            Coexistence = Coexistence,
            Secrets = Secrets,
            LastSecrets = LastSecrets,
            Agents = Agents is not null && AgentKeys is not null ? new AgentInputs(Agents, AgentKeys) : null,
            Running = RunningBefore,
        };
}
