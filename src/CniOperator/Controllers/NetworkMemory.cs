using System.Text.Json.Nodes;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Decisions;
using CniOperator.Core.Observation;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;

namespace CniOperator.Controllers;

/// <summary>What the process keeps of one ClusterNetwork between reconciles. Losing it in a restart is harmless.</summary>
internal sealed class NetworkMemory(TimeProvider clock)
{
    private NetworkObject? _network;
    private Progress _progress = Progress.None;

    /// <summary>The result of its requests.</summary>
    internal ApplyMemory Requests { get; set; } = ApplyMemory.Empty;

    /// <summary>How many pods belong to the network before; <c>null</c> when they were not counted.</summary>
    internal PodCensus? Census { get; set; }

    /// <summary>What was reported of nodes; <c>null</c> before the first reconcile of this process.</summary>
    internal IReadOnlySet<NodeFinding>? ReportedNodes { get; set; }

    /// <summary>What it saw of the ServiceAccounts of its pods.</summary>
    internal AccountHistory Accounts { get; set; } = AccountHistory.Empty;

    /// <summary>Its writes that the caches may not show yet.</summary>
    internal RecentWrites Writes { get; } = new(clock);

    /// <summary>Objects that were looked for before they are applied, and are not there.</summary>
    internal AbsentObjects Absent { get; } = new(clock);

    /// <summary>The values with which its spec was rendered last. Never written anywhere.</summary>
    internal IReadOnlyDictionary<SecretKeyReference, string> Secrets { get; set; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>The keys of its health agents, as they were seen or drawn last. Never written anywhere but into their Secret.</summary>
    internal AgentKeys? Keys { get; set; }

    /// <summary>
    /// The decision that let it go, once there is one: until the caches show that it is gone, nothing may be said or done again.
    /// </summary>
    internal Decision? Release { get; set; }

    /// <summary>What was read of the addon's pools and blocks.</summary>
    internal AllocationMemory Allocation { get; } = new();

    /// <summary>This process has not looked at it yet.</summary>
    internal bool FirstLook { get; set; } = true;

    /// <summary>What was watched for it in the last reconcile.</summary>
    internal IReadOnlyList<WatchNeed> Watches { get; set; } = [];

    /// <summary>Keeps what a decision that was carried out says of the next one.</summary>
    internal void Remember(Decision decision)
    {
        ReportedNodes = decision.ReportedNodes ?? ReportedNodes;
        Rest(decision);
    }

    /// <summary>Keeps since when objects wait to be restored.</summary>
    internal void Rest(Decision decision) => Requests = decision.Resting is { } resting ? Requests with { Resting = resting } : Requests;

    /// <summary>The network with the spec that was read before, where that says the same.</summary>
    internal NetworkObject Adopt(NetworkObject network) => _network = network.WithSpecOf(_network);

    /// <summary>What a record says; each version of it is read once.</summary>
    internal Progress ProgressOf(JsonObject? record, NetworkObject network)
    {
        if (!ReferenceEquals(record, _progress.Record))
        {
            var read = Progress.Of(record, network);
            _progress = read with { LastValidSpec = read.LastValidSpec?.Or(_progress.LastValidSpec) };
        }

        return _progress = _progress with { LastValidSpec = _progress.LastValidSpec?.Or(network.Spec) };
    }
}
