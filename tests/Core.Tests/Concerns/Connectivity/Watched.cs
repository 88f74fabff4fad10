using CniOperator.Core.Connectivity;
using CniOperator.Core.Rollout;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Health;
using CniOperator.Health.Model;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Tests.Concerns.Connectivity;

/// <summary>A <see cref="World"/> whose operator takes reports, and what agents are said to have proven in it.</summary>
internal static class Watched
{
    internal static readonly AgentSettings Settings = new(
        "example.com/cni-operator:v1",
        ["pull"],
        ["192.0.2.1:8476", "[2001:db8::1]:8476"]
    );

    internal static World World()
    {
        var world = new World { Agents = Settings, Keys = AgentKeys.New(new byte[32]) };
        world.Settle();
        return world;
    }

    /// <summary>Everything is proven but what is given.</summary>
    internal static void Proves(this World world, params IReadOnlyList<AreaResult> others) => world.Proves([], others);

    internal static void Proves(this World world, IReadOnlyList<Verdict> verdicts, params IReadOnlyList<AreaResult> others) =>
        world.Connectivity = new ConnectivityFacts(
            new HealthJudgement
            {
                Verdicts = verdicts,
                Areas =
                [
                    .. Enum.GetValues<HealthArea>()
                        .Select(a => others.FirstOrDefault(o => o.Area == a) ?? new AreaResult(a, Proof.Pass, "Proven", $"{a} works")),
                ],
                Nodes =
                [
                    .. world
                        .Nodes.Select(NodeView.Of)
                        .Select(n => new NodeHealth(NodeId.Of(n.Uid), n.Name, NodeState.Healthy, NodeNotes.None, ""))
                        .Where(n => !verdicts.Any(v => v.Subject.Node == n.Node)),
                ],
                Counts = new HealthCounts(3, 3, 3 - verdicts.Count, verdicts.Count, 0, 0, 0),
                Next = VerdictState.Empty,
            },
            [new ClauseResult(NetworkClause.NoTranslation, Proof.Pass, "6 edges")],
            world.Now
        )
        {
            Since = world.Connectivity?.Since ?? world.Now,
        };

    /// <summary>A verdict on a node.</summary>
    internal static Verdict Verdict(World world, FaultClass kind, bool alarm = true) =>
        new()
        {
            Scope = VerdictScope.Node,
            Area = HealthArea.PodToPod,
            Class = kind,
            Subject = new VerdictSubject("node-2", NodeId.Of("uid-2"), default),
            Since = world.Now,
            Alarm = alarm,
            Evidence = new VerdictEvidence
            {
                InFailed = 2,
                InTotal = 2,
                OutFailed = 2,
                OutTotal = 2,
            },
        };
}
