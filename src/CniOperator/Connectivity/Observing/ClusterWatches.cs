using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Connectivity.Observing;

/// <summary>Watches what health needs of the cluster, from its making until it is disposed of. Not safe for several threads.</summary>
internal sealed class ClusterWatches : IDisposable
{
    private static readonly ListScope Agents = new(ClusterNetworkApi.OperatorNamespace, AgentNames.RoleLabel);

    private static readonly ResourceType<Unstructured> PolicyType = Unstructured.Of(
        new ResourceKind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true),
        KeptFields.Of(ForeignPolicies.Fields)
    );

    private readonly NodeDirectory _directory = new();
    private readonly IInformer<Unstructured> _nodes;
    private readonly IInformer<AgentPod> _pods;
    private readonly IInformer<Unstructured> _policies;
    private readonly DnsWatches _dns;
    private DateTimeOffset _nodesAsOf = DateTimeOffset.MinValue;
    private (IReadOnlyList<Unstructured> Policies, string Labels, IReadOnlyList<string> Foreign) _foreign = ([], "", []);

    /// <summary>Begins to watch.</summary>
    /// <param name="informers">Where watches are shared.</param>
    /// <param name="nodes">Nodes, as the rest of the operator caches them.</param>
    internal ClusterWatches(IInformers informers, ResourceType<Unstructured> nodes)
    {
        _nodes = informers.Get(nodes);
        _pods = informers.Get(AgentPod.Type, Agents);
        _policies = informers.Get(PolicyType, new ListScope(ClusterNetworkApi.OperatorNamespace));
        _dns = new DnsWatches(informers);
        _nodes.Subscribe(_directory.OnNode);
        _pods.Subscribe(_directory.OnPod);
    }

    /// <summary>Grows with each change of nodes and agents.</summary>
    internal long Version => _directory.Version;

    /// <summary>What is seen; <c>null</c> before the nodes are.</summary>
    internal ClusterSight? See(DateTimeOffset now)
    {
        if (!_nodes.HasSynced)
            return null;
        if (_nodes.Problem is null)
            _nodesAsOf = now;
        var view = _directory.View(IsSeen(_pods.HasSynced, _pods.Problem));
        return _dns.Add(
            new ClusterSight
            {
                Directory = view,
                NodesAsOf = _nodesAsOf,
                Policies = Foreign(view.CanaryLabels),
            }
        );
    }

    /// <summary>A cache shows everything, or did a moment ago.</summary>
    internal static bool IsSeen(bool hasSynced, WatchProblem? problem) =>
        hasSynced && problem is null or { Type: WatchProblemType.Unavailable };

    public void Dispose()
    {
        _nodes.Dispose();
        _pods.Dispose();
        _policies.Dispose();
        _dns.Dispose();
    }

    private IReadOnlyList<string> Foreign(string canaryLabels)
    {
        var policies = _policies.List();
        if (!ReferenceEquals(policies, _foreign.Policies) || canaryLabels != _foreign.Labels)
            _foreign = (policies, canaryLabels, ForeignPolicies.Of(policies.Select(p => p.Json), canaryLabels));
        return _foreign.Foreign;
    }
}
