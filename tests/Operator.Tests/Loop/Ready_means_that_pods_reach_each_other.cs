using CniOperator.Operator.Tests.Loop.Stories;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>Random clusters to which random things happen. Where an ordinary pod cannot start or be reached, Ready is not True.</summary>
public sealed class Ready_means_that_pods_reach_each_other
{
    private const int Stories = 20;
    private const int MostMishaps = 3;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    // What Ready may take to follow: a kubelet's word, half a minute of grace, the restart of a pod, a node that falls silent.
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(3);

    private static Gen<(int Nodes, (int What, int Which)[] Mishaps)> All { get; } =
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, Mishaps.All.Count - 1], Gen.Int[0, 9]).Array[0, MostMishaps]);

    [Fact]
    public void Whatever_happens() => All.CheckAsync(s => PlayAsync(s.Nodes, s.Mishaps), Stories);

    private static async Task PlayAsync(int nodes, (int What, int Which)[] mishaps)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(clock, options: o => o with { Nodes = nodes });
        lab.Create();
        await PassAsync(lab, clock, () => lab.Condition("Ready") == "True", "Ready at first");
        foreach (var (what, which) in mishaps)
        {
            Mishaps.All[what].Happen(lab, which);
            await PassAsync(lab, clock, Passed(clock, TimeSpan.FromSeconds(which * 5)), "a pause");
        }

        var witnesses = new Witnesses(lab);
        witnesses.Start();
        await PassAsync(lab, clock, Passed(clock, Delay), "time for Ready to follow");
        var story = string.Join(", ", mishaps.Select(m => Mishaps.All[m.What].Name));
        var calm = 0;
        await PassAsync(
            lab,
            clock,
            () => (calm = witnesses.Failing().Count == 0 || lab.Condition("Ready") != "True" ? calm + 1 : 0) > 5,
            $"{nodes} nodes, {story}: Ready is True, and a pod does not start or is not reached on {string.Join(", ", witnesses.Failing())}"
        );
    }

    private static Func<bool> Passed(FakeTimeProvider clock, TimeSpan time)
    {
        var end = clock.GetUtcNow() + time;
        return () => clock.GetUtcNow() >= end;
    }

    private static Task PassAsync(Lab lab, FakeTimeProvider clock, Func<bool> holds, string what) =>
        lab.UntilAsync(
            () =>
            {
                if (holds())
                    return true;
                clock.Advance(Step);
                return false;
            },
            what
        );
}
