using System.Text.Json.Nodes;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Leadership;
using CniOperator.Runtime.Metrics;
using CniOperator.Runtime.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace CniOperator.Runtime.Tests;

public class LeaderElectorTests
{
    private const string LeasePath = "/apis/coordination.k8s.io/v1/namespaces/ops/leases/lock";

    [Fact]
    public async Task The_lease_is_created_and_renewed_with_one_write_each_and_no_read()
    {
        await using var bench = new Bench();
        var elector = Elector(bench);
        Assert.True(await elector.TryTakeAsync(CancellationToken.None));
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await elector.TryTakeAsync(CancellationToken.None));
        Assert.True(elector.IsLeader);
        Assert.Equal(["GET", "POST", "PUT"], bench.Server.Requests().Select(r => r.Method));
        var spec = bench.Server.Find(LeasePath)!["spec"]!;
        Assert.Equal(
            """{"holderIdentity":"me","leaseDurationSeconds":15,"acquireTime":"2026-01-01T00:00:00.000000Z","renewTime":"2026-01-01T00:00:02.000000Z","leaseTransitions":0}""",
            spec.ToJsonString()
        );
    }

    [Fact]
    public async Task A_lease_without_a_holder_is_taken_at_once_and_unknown_fields_stay()
    {
        await using var bench = new Bench();
        bench.Server.Put(
            LeasePath,
            new JsonObject
            {
                ["spec"] = new JsonObject { ["strategy"] = "OldestEmulationVersion", ["holderIdentity"] = null },
            }
        );
        Assert.True(await Elector(bench).TryTakeAsync(CancellationToken.None));
        Assert.Equal("OldestEmulationVersion", bench.Server.Find(LeasePath)!["spec"]!["strategy"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_lease_that_another_holds_is_taken_only_after_it_stood_unchanged_for_its_own_duration()
    {
        await using var bench = new Bench();
        bench.Server.Put(LeasePath, Held("other", 20, "2001-01-01T00:00:00.000000Z"));
        var elector = Elector(bench);
        Assert.False(await elector.TryTakeAsync(CancellationToken.None));
        bench.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(await elector.TryTakeAsync(CancellationToken.None));
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await elector.TryTakeAsync(CancellationToken.None));
        Assert.Equal(1, bench.Server.Find(LeasePath)!["spec"]!["leaseTransitions"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_renewal_whose_answer_was_lost_costs_one_read_and_not_the_leadership()
    {
        await using var bench = new Bench();
        var elector = Elector(bench);
        await elector.TryTakeAsync(CancellationToken.None);
        bench.Server.Script = r => r.Method == "PUT" ? Fault.LostAnswer : Fault.None;
        Assert.False(await elector.TryTakeAsync(CancellationToken.None));
        bench.Server.Script = _ => Fault.None;
        Assert.True(await elector.TryTakeAsync(CancellationToken.None));
        Assert.Equal(["GET", "POST", "PUT", "PUT", "GET", "PUT"], bench.Server.Requests().Select(r => r.Method));
    }

    [Fact]
    public async Task A_leader_that_cannot_renew_gives_up_before_the_lease_expires_and_writes_nothing_more()
    {
        await using var bench = new Bench();
        var elector = Elector(bench);
        bench.Transport.Fence = elector;
        await Assert.ThrowsAsync<LeadershipLostException>(() => ApplyAsync(bench));
        var run = elector.RunAsync(CancellationToken.None);
        await bench.UntilAsync(() => elector.IsLeader);
        await ApplyAsync(bench);
        bench.Server.Script = _ => Fault.Unavailable;
        var begun = bench.Clock.GetTimestamp();
        await bench.UntilAsync(() => run.IsCompleted, TimeSpan.FromMilliseconds(500));
        Assert.InRange(bench.Clock.GetElapsedTime(begun), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15));
        bench.Server.Script = _ => Fault.None;
        var error = await Assert.ThrowsAsync<LeadershipLostException>(() => ApplyAsync(bench));
        Assert.Equal("patch widgets.example.io a: not sent, because this process does not lead", error.Message);
        Assert.True(elector.LeadershipLost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_renewal_that_hangs_in_its_read_is_given_up_within_the_renew_deadline()
    {
        await using var bench = new Bench();
        var elector = Elector(bench);
        var run = elector.RunAsync(CancellationToken.None);
        await bench.UntilAsync(() => elector.IsLeader);
        var held = bench.Clock.GetTimestamp();
        var lostAfter = TimeSpan.Zero;
        await using var lost = elector.LeadershipLost.Register(() => lostAfter = bench.Clock.GetElapsedTime(held));
        bench.Server.Script = ConflictAndSilence;
        await bench.UntilAsync(() => run.IsCompleted, TimeSpan.FromMilliseconds(500));
        Assert.InRange(lostAfter, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(11));
        Assert.True(bench.Server.Requests(r => r.Method == "GET").Count > 2);
    }

    [Fact]
    public async Task A_write_in_flight_is_cancelled_when_leadership_is_lost()
    {
        await using var bench = new Bench();
        var elector = Elector(bench);
        bench.Transport.Fence = elector;
        var run = elector.RunAsync(CancellationToken.None);
        await bench.UntilAsync(() => elector.IsLeader);
        bench.Server.Script = ConflictAndSilence;
        var write = ApplyAsync(bench);
        await bench.UntilAsync(() => write.IsCompleted, TimeSpan.FromMilliseconds(500));
        var error = await Assert.ThrowsAsync<LeadershipLostException>(() => write);
        Assert.Equal("patch widgets.example.io a: given up because leadership was lost meanwhile", error.Message);
        await run;
    }

    [Fact]
    public async Task A_lease_that_expires_ends_leadership_and_writes_although_nothing_renews_or_looks()
    {
        await using var bench = new Bench();
        var elector = Elector(bench);
        bench.Transport.Fence = elector;
        Assert.True(await elector.TryTakeAsync(CancellationToken.None));
        bench.Server.Script = _ => Fault.Silence;
        var write = ApplyAsync(bench);
        await bench.UntilAsync(() => bench.Server.Requests(r => r.Method == "PATCH").Count == 1, TimeSpan.Zero);
        bench.Clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.True(elector.IsLeader);
        Assert.False(elector.LeadershipLost.IsCancellationRequested);
        bench.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(elector.LeadershipLost.IsCancellationRequested);
        await Assert.ThrowsAsync<LeadershipLostException>(() => write);
        Assert.True(elector.IsStale);
    }

    [Fact]
    public async Task A_process_that_follows_a_dead_one_under_its_name_resumes_the_lease_at_once()
    {
        await using var bench = new Bench();
        Assert.True(await Elector(bench).TryTakeAsync(CancellationToken.None));
        var successor = Elector(bench);
        Assert.True(await successor.TryTakeAsync(CancellationToken.None));
        Assert.True(successor.IsLeader);
        Assert.Equal(1, bench.Server.Find(LeasePath)!["spec"]!["leaseTransitions"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_leader_whose_lease_another_process_took_under_the_same_name_gives_way()
    {
        await using var bench = new Bench();
        var elector = Elector(bench);
        var run = elector.RunAsync(CancellationToken.None);
        await bench.UntilAsync(() => elector.IsLeader);
        Assert.True(await Elector(bench).TryTakeAsync(CancellationToken.None));
        await bench.UntilAsync(() => run.IsCompleted, TimeSpan.FromMilliseconds(500));
        Assert.True(elector.LeadershipLost.IsCancellationRequested);
        Assert.Equal(1, bench.Server.Find(LeasePath)!["spec"]!["leaseTransitions"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_lease_that_is_given_up_can_be_taken_at_once()
    {
        await using var bench = new Bench();
        var first = Elector(bench);
        await first.TryTakeAsync(CancellationToken.None);
        await first.ReleaseAsync(CancellationToken.None);
        Assert.False(first.IsLeader);
        var spec = bench.Server.Find(LeasePath)!["spec"]!;
        Assert.Equal(("", 1), (spec["holderIdentity"]!.GetValue<string>(), spec["leaseDurationSeconds"]!.GetValue<int>()));
        Assert.True(await Elector(bench, "you").TryTakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_is_released_though_the_stop_cut_a_renewal_short_that_arrived()
    {
        await using var bench = new Bench();
        var elector = Elector(bench, "me");
        Assert.True(await elector.TryTakeAsync(CancellationToken.None));
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        bench.Server.Script = request => request.Method == "PUT" ? Fault.LostAnswer : Fault.Reset;
        await elector.TryTakeAsync(CancellationToken.None);
        bench.Server.Script = _ => Fault.None;
        await elector.ReleaseAsync(CancellationToken.None);
        Assert.Equal("", bench.Server.Find(LeasePath)!["spec"]!["holderIdentity"]!.GetValue<string>());
    }

    [Fact]
    public void Two_candidates_never_lead_at_once_whatever_gets_lost_or_restarts() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 6], Gen.Int[0, 5]).Array[1, 60].CheckAsync(RunAsync, iter: 200);

    private static async Task RunAsync((int Who, int Fault, int Seconds)[] steps)
    {
        Fault[] faults = [Fault.None, Fault.None, Fault.Reset, Fault.LostAnswer, Fault.Conflict, Fault.InternalError];
        await using var bench = new Bench();
        LeaderElector[] electors = [Elector(bench, "one"), Elector(bench, "two")];
        foreach (var (who, fault, seconds) in steps)
        {
            if (fault == faults.Length || electors[who].LeadershipLost.IsCancellationRequested)
                electors[who] = Elector(bench, electors[who].Identity); // The container is started again.
            bench.Server.Script = _ => faults[fault % faults.Length];
            await electors[who].TryTakeAsync(CancellationToken.None);
            Assert.False(electors[0].IsLeader && electors[1].IsLeader);
            bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.False(electors[0].IsLeader && electors[1].IsLeader);
        }
    }

    private static Fault ConflictAndSilence(ScriptedServer.Request request) => request.Method == "PUT" ? Fault.Conflict : Fault.Silence;

    private static Task ApplyAsync(Bench bench) =>
        bench.Client.ApplyAsync(Bench.WidgetKind, Bench.Widget("a"), new ApplyOptions("me"), CancellationToken.None);

    private static JsonObject Held(string holder, int seconds, string time) =>
        new()
        {
            ["spec"] = new JsonObject
            {
                ["holderIdentity"] = holder,
                ["leaseDurationSeconds"] = seconds,
                ["renewTime"] = time,
                ["acquireTime"] = time,
            },
        };

    private static LeaderElector Elector(Bench bench, string identity = "me") =>
        new(
            bench.Client,
            new OperatorSettings { Namespace = "ops", Name = "lock" },
            identity,
            bench.Clock,
            new Random(1),
            new OperatorMetrics(),
            NullLogger.Instance
        );
}
