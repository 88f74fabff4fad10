using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Loop;

public sealed class ContestTests : IAsyncLifetime
{
    private const string Other = "net-tuner";
    private const string Field = "net-conf.json";
    private const string Foreign = "{}";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<DateTimeOffset> _repairs = [];
    private readonly RequestClock _requests;
    private int _count;
    private Lab _lab = null!;

    public ContestTests() => _requests = new RequestClock(_clock);

    public async Task InitializeAsync()
    {
        _lab = await Lab.StartAsync(_clock, run: false);
        _lab.Run(clock: _requests);
        _lab.Create();
        await UntilAsync(() => _lab.Condition("Ready") == "True", "Ready");
        _lab.State.Changed += Observe;
    }

    public async Task DisposeAsync() => await _lab.DisposeAsync();

    [Fact]
    public async Task Another_controller_that_changes_a_field_back_is_named_and_repairs_pause_longer_and_longer()
    {
        for (var round = 1; round <= 6; round++)
            await ChangeAndAwaitRepairAsync(round);
        var pauses = _repairs.Zip(_repairs.Skip(1), (before, after) => after - before).ToList();
        Assert.All(new[] { 1, 2, 4 }.Zip(pauses.TakeLast(3)), p =>
            Assert.True(p.Second >= TimeSpan.FromSeconds(p.First), $"{p.Second} is shorter than {p.First} s")
        );

        await UntilAsync(() => _lab.Condition("Applied", "reason") == "Contested", "said");
        var message = _lab.Condition("Applied", "message");
        Assert.Equal("False", _lab.Condition("Applied"));
        Assert.Contains(
            $"{Other} changes data[\"{Field}\"] of ConfigMap kube-flannel/kube-flannel-cfg back",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains("managementState: Paused", message, StringComparison.Ordinal);
        await UntilAsync(() => _lab.Events("Contested").Count > 0, "the Event");
        Assert.Contains(Other, Assert.Single(_lab.Events("Contested")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contest_that_ended_is_forgotten()
    {
        for (var round = 1; round <= 3; round++)
            await ChangeAndAwaitRepairAsync(round);
        await UntilAsync(() => _lab.Condition("Applied", "reason") == "Contested", "said");
        await UntilAsync(() => _lab.Condition("Applied") == "True" && _lab.Condition("Ready") == "True", "forgotten");
    }

    private async Task ChangeAndAwaitRepairAsync(int round)
    {
        _lab.Edit(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg", c => c["data"]![Field] = Foreign, Other);
        await UntilAsync(() => Volatile.Read(ref _count) == round, $"repair {round}");
    }

    private void Observe(StateChange change)
    {
        if (change.Object.Text("metadata", "name") != "kube-flannel-cfg" || change.Object.Text("data", Field) == Foreign)
            return;
        _repairs.Add(_clock.GetUtcNow());
        Interlocked.Increment(ref _count);
    }

    // The clock stands while a request waits for its answer.
    private Task UntilAsync(Func<bool> holds, string what) =>
        _lab.UntilAsync(
            () =>
            {
                if (_requests.AnsweredAsync().IsCompleted)
                    _clock.Advance(TimeSpan.FromMilliseconds(500));
                return holds();
            },
            what
        );
}
