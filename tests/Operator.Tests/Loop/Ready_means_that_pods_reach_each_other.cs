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

    [Fact]
    public void Whatever_happens_to_flannel() => StoriesOf(FlannelStories.Setting).CheckAsync(PlayAsync, Stories);

    [Fact]
    public void Whatever_happens_to_Calico() => StoriesOf(CalicoStories.Setting).CheckAsync(PlayAsync, Stories);

    private static Gen<Story> StoriesOf(Setting setting) =>
        Gen.Select(
            Gen.Int[1, 4],
            Gen.Int[0, setting.Specs.Count - 1],
            Gen.Select(Gen.Int[0, setting.Mishaps.Count - 1], Gen.Int[0, 9]).Array[0, MostMishaps],
            Gen.Bool,
            (nodes, spec, mishaps, joins) =>
                new Story(nodes, setting.Specs[spec], [.. mishaps.Select(m => (setting.Mishaps[m.Item1], m.Item2))], joins)
        );

    private static async Task PlayAsync(Story story)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(clock, options: o => o with { Nodes = story.Nodes });
        lab.Create(spec: story.Spec);
        await PassAsync(lab, clock, () => lab.Condition("Ready").Length > 0, "a first word");
        await PassAsync(lab, clock, Passed(clock, TimeSpan.FromMinutes(1)), "a minute");
        foreach (var (what, which) in story.Mishaps)
        {
            what.Happen(lab, which);
            await PassAsync(lab, clock, Passed(clock, TimeSpan.FromSeconds(which * 5)), "a pause");
        }

        if (story.Joins)
            lab.Cluster.Nodes.Add();
        await PassAsync(lab, clock, Passed(clock, TimeSpan.FromSeconds(10)), "the node is registered");
        var witnesses = new Witnesses(lab);
        witnesses.Start();
        await PassAsync(lab, clock, Passed(clock, Delay), "time for Ready to follow");
        var calm = 0;
        await PassAsync(
            lab,
            clock,
            () => (calm = lab.Condition("Ready") != "True" || witnesses.Failing().Count == 0 ? calm + 1 : 0) > 5,
            $"Ready is not True while a pod does not start or is not reached; {story}"
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
