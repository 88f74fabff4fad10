using System.Text.RegularExpressions;
using CniOperator.Commands.Sandbox.Wire;
using CniOperator.Health.Verdicts;
using CniOperator.Operator.Tests.Loop;

namespace CniOperator.Operator.Tests.Connectivity;

public sealed partial class Faults_on_the_simulated_wire
{
    public static TheoryData<string> Names => [.. WireFault.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_called_what_the_fault_lab_calls_it(string name)
    {
        var (classes, isOfCluster) = InTheLab(name);
        var subject = isOfCluster ? "cluster" : "node-3";
        using var world = new WireWorld();
        Assert.True(world.Until(() => IsWell(world), 60) is not null, Said(world));
        world.Break(name, isOfCluster ? "" : subject);
        var found = world.Until(() => world.Verdicts.Any(v => classes.Contains(v.Class) && v.Subject.Name == subject), 200);
        Assert.True(found is not null, $"{name}: {Said(world)}");
        // A Service leads to the broken node too, as long as its pod is an endpoint.
        Assert.DoesNotContain(world.Verdicts, v => v.Alarm && v.Subject.Name != subject && v.Area != HealthArea.Service);
    }

    [Fact]
    public void What_is_healed_is_soon_forgotten()
    {
        using var world = new WireWorld();
        Assert.NotNull(world.Until(() => IsWell(world), 60));
        world.Break(WireFault.OverlayBlocked, "node-3");
        Assert.NotNull(world.Until(() => world.Verdicts.Count > 0, 30));
        world.Heal();
        Assert.True(world.Until(() => IsWell(world), 60) is not null, Said(world));
    }

    [Fact]
    public void A_fault_that_is_not_there_is_refused_with_those_that_are() =>
        Assert.Contains(
            "overlay-blocked",
            Assert.Throws<ArgumentException>(() => WireFault.Of("gremlins")).Message,
            StringComparison.Ordinal
        );

    private static bool IsWell(WireWorld world) =>
        world.Cluster.Published is { } published
        && published.Judgement.Verdicts.Count == 0
        && published.Judgement.Areas.All(a => a.Proof == Proof.Pass);

    private static string Said(WireWorld world) =>
        string.Join(
            '\n',
            world
                .Verdicts.Select(v => $"{v.Scope} {v.Class} {v}")
                .Concat(world.Cluster.Published?.Judgement.Areas.Select(a => $"{a}") ?? [])
                .Concat(world.Log)
        );

    /// <summary>The classes that the fault lab expects, and whether of the cluster, as its catalog has them.</summary>
    private static (IReadOnlyList<FaultClass> Classes, bool IsOfCluster) InTheLab(string name)
    {
        var catalog = File.ReadAllText(Lab.File("tests", "FaultLab", "Faults", "Catalog.cs"));
        var row = Regex.Match(catalog, $@"new\(\s*""{name}"",\s*""[^""]*"",\s*\[([^\]]*)\],\s*(\w+)");
        Assert.True(row.Success, $"{name} is not a fault of tests/FaultLab");
        var classes = FaultClassName().Matches(row.Groups[1].Value).Select(m => Enum.Parse<FaultClass>(m.Groups[1].Value));
        return ([.. classes], row.Groups[2].Value == "Cluster");
    }

    [GeneratedRegex(@"FaultClass\.(\w+)")]
    private static partial Regex FaultClassName();
}
