using CniOperator.Health.Collecting;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Connectivity.Observing;

/// <summary>A node with the pods of its agents, and what follows from them; made again only when something of it changed.</summary>
internal sealed class NodeWithAgents
{
    private readonly List<AgentPod> _pods = new(3);
    private NodeFacts? _facts;
    private DeskNode? _desk;

    /// <summary>The node; <c>null</c> while only pods say that there is one.</summary>
    internal NodeRecord? Node { get; private set; }

    internal bool IsEmpty => Node is null && _pods.Count == 0;

    /// <summary>Takes the node over.</summary>
    /// <returns>It is another than before.</returns>
    internal bool Put(NodeRecord? node)
    {
        if (Equals(Node, node))
            return false;
        (Node, _facts, _desk) = (node, null, null);
        return true;
    }

    /// <summary>Takes a pod over, in the place of the one of that name.</summary>
    internal void Put(AgentPod pod)
    {
        Remove(pod.Name);
        _pods.Add(pod);
    }

    /// <summary>A pod is gone.</summary>
    internal void Remove(string name)
    {
        _pods.RemoveAll(p => p.Name == name);
        _pods.Capacity = Math.Max(3, _pods.Count);
        (_facts, _desk) = (null, null);
    }

    /// <summary>What is judged of it.</summary>
    /// <param name="arePodsSeen">That there is no pod means that there is none.</param>
    internal NodeFacts Facts(bool arePodsSeen)
    {
        if (_facts is not null && _facts.Canary is not null == arePodsSeen)
            return _facts;
        var node = Node ?? throw new InvalidOperationException("there is no such node");
        return _facts = new NodeFacts
        {
            Id = node.Id,
            Name = node.Name,
            Zone = node.Zone,
            Ready = node.Ready,
            Schedulable = node.Schedulable,
            Leaving = node.Leaving,
            Joined = node.Joined,
            Canary = arePodsSeen ? Of(Pod(AgentRole.Canary)) : null,
        };
    }

    /// <summary>What peer lists say of it.</summary>
    internal DeskNode Desk()
    {
        var node = Node ?? throw new InvalidOperationException("there is no such node");
        return _desk ??= new DeskNode(
            node.Id,
            node.Name,
            node.Host,
            Pod(AgentRole.Canary)?.Addresses ?? default,
            Pod(AgentRole.Echo)?.Addresses ?? default
        );
    }

    private AgentPod? Pod(AgentRole role)
    {
        AgentPod? best = null;
        foreach (var pod in _pods)
        {
            if (pod.Role == role)
                best = best is null ? pod : AgentPod.Better(best, pod);
        }

        return best;
    }

    private static CanaryFacts Of(AgentPod? pod) =>
        pod is null
            ? new CanaryFacts { Readiness = CanaryReadiness.NotRunning, Message = "there is no such pod" }
            : new CanaryFacts
            {
                Readiness = pod.Readiness,
                Started = pod.Started,
                Terminating = pod.Terminating,
                Addresses = Texts(pod.Addresses),
                Message = pod.Message,
            };

    private static string[] Texts(AddressPair pair) =>
        (pair.IPv4.IsSome, pair.IPv6.IsSome) switch
        {
            (true, true) => [pair.IPv4.ToString(), pair.IPv6.ToString()],
            (true, false) => [pair.IPv4.ToString()],
            (false, true) => [pair.IPv6.ToString()],
            _ => [],
        };
}
