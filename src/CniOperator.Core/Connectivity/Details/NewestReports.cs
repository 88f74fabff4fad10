using CniOperator.Health;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Connectivity.Details;

/// <summary>The newest report of each node's canary and prober, by the nodes' numbers in the facts.</summary>
internal sealed class NewestReports
{
    private readonly HealthFacts _facts;
    private readonly Dictionary<NodeId, int> _index;
    private readonly ReceivedReport?[] _canaries;
    private readonly ReceivedReport?[] _probers;

    internal NewestReports(HealthFacts facts)
    {
        _facts = facts;
        var count = facts.Nodes.Count;
        (_index, _canaries, _probers) = (new Dictionary<NodeId, int>(count), new ReceivedReport?[count], new ReceivedReport?[count]);
        for (var i = 0; i < count; i++)
            _index.TryAdd(facts.Nodes[i].Id, i);
        foreach (var received in facts.Reports)
        {
            if (NumberOf(received.Report.Node) is not { } node || Of(received.Report.Role) is not { } reports)
                continue;
            if (reports[node] is not { } before || before.Came < received.Came)
                reports[node] = received;
        }
    }

    /// <summary>The number of a node; <c>null</c> for one that is not in the cluster.</summary>
    internal int? NumberOf(NodeId node) => _index.TryGetValue(node, out var number) ? number : null;

    /// <summary>The newest report of a node's canary, silent or not.</summary>
    internal ReceivedReport? Canary(int node) => _canaries[node];

    /// <summary>What the agents of a node say that are not silent.</summary>
    internal IEnumerable<AgentReport> Fresh(int node)
    {
        if (_canaries[node] is { } canary && IsFresh(canary))
            yield return canary.Report;
        if (_probers[node] is { } prober && IsFresh(prober))
            yield return prober.Report;
    }

    private bool IsFresh(ReceivedReport received) =>
        _facts.Now - received.Came <= _facts.Settings.SilentAfter && received.Report.Rounds > 0;

    private ReceivedReport?[]? Of(AgentRole role) =>
        role switch
        {
            AgentRole.Canary => _canaries,
            AgentRole.Prober => _probers,
            _ => null,
        };
}
