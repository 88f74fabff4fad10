using CniOperator.Commands.Connectivity;
using CniOperator.Core.Connectivity.Details;
using CniOperator.Health.Probes;
using CniOperator.Health.Tests.Verdicts;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Operator.Tests.Commands.Connectivity;

/// <summary>Pages of connectivity as an operator would serve them.</summary>
internal static class Pages
{
    /// <summary>Five nodes, of which one is cut off; another loses packets, and one more is cordoned.</summary>
    internal static (World World, HealthJudgement Judgement) FiveWithOneFaulty()
    {
        var world = new World(5).Settled();
        world.CutOff(2);
        world.Nodes[4] = world.Nodes[4] with { Schedulable = false };
        world.Change(ProbeKind.PodToPod, (from, to) => from == 0 && to == 1, e => e with { Lost = 1, MedianMicroseconds = 9_000 });
        return (world, world.Pass());
    }

    /// <summary>Sixty nodes in three zones; between two of them nothing passes, and one node is down.</summary>
    internal static (World World, HealthJudgement Judgement) SixtyInThreeZones()
    {
        var world = new World(60, zones: 3).Settled();
        world.CutOff(7);
        world.Nodes[8] = world.Nodes[8] with { Ready = false };
        world.SilentCanary.Add(8);
        for (var i = 0; i < 8; i++)
            world.Pass();
        return (world, world.Pass());
    }

    internal static Details Of((World World, HealthJudgement Judgement) seen, string? node = null) =>
        // As it comes: through text.
        new(
            (System.Text.Json.Nodes.JsonObject)
                System.Text.Json.Nodes.JsonNode.Parse(
                    JsonText.Of(ConnectivityDetails.Of("default", seen.World.Facts, seen.Judgement, node))
                )!
        );
}
