using CniOperator.Agent.Probing;
using CniOperator.Agent.Rounds;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;

namespace CniOperator.Agent.Running;

/// <summary>Probes, round after round, as long as a peer list holds.</summary>
internal sealed class RoundLoop(AgentIdentity identity, AgentParts parts, PeerCache peers, Journal journal, Action news)
{
    // As many as two rounds of the largest list have: more are only on their way when nothing ends.
    private const int MostFlying = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ProbeRunner _runner = new(parts.Network, parts.Keys, identity.Role, parts.Nonces, parts.Time);
    private int _flying;
    private int _lag;

    /// <summary>Rounds that ended.</summary>
    internal int Rounds { get; private set; }

    /// <summary>The worst delay of this and the last round.</summary>
    internal int LagMilliseconds => Math.Max(_lag, _lastLag);

    private int _lastLag;

    internal async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (peers.Current(parts.Time.GetUtcNow()) is { } list)
                await RoundAsync(list, cancellation);
            else
                await ClosedAsync(cancellation);
        }
    }

    /// <summary>Without a list nothing is probed; what was seen before the pause is forgotten.</summary>
    private async Task ClosedAsync(CancellationToken cancellation)
    {
        if (Rounds > 0)
        {
            parts.Say("no word of the operator for too long: stops to probe until there is one");
            (Rounds, _lag, _lastLag) = (0, 0, 0);
            journal.Clear();
        }
        await Task.Delay(Pause, parts.Time, cancellation);
    }

    private async Task RoundAsync(PeerList list, CancellationToken cancellation)
    {
        var start = parts.Time.GetTimestamp();
        var roaming = journal.WithSuspects(peers.Walk());
        var plan = RoundPlan.Make(new RoundFacts(identity.Role, list, Rounds, roaming, identity.Ports, journal.IsFailing));
        (_lastLag, _lag) = (_lag, 0);
        foreach (var probe in plan)
        {
            await DelayAsync(start, probe.Offset, cancellation);
            if (list.Version != peers.Version)
                break;
            Start(probe, list, cancellation);
        }
        if (list.Version == peers.Version)
            await DelayAsync(start, list.Settings.Interval, cancellation);
        Rounds++;
    }

    private async Task DelayAsync(long start, TimeSpan offset, CancellationToken cancellation)
    {
        var wait = offset - parts.Time.GetElapsedTime(start);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, parts.Time, cancellation);
        _lag = Math.Max(_lag, (int)Math.Clamp((parts.Time.GetElapsedTime(start) - offset).TotalMilliseconds, 0, int.MaxValue));
    }

    /// <summary>That nothing came back from a denied port says nothing if nothing was sent, or no one looked in time.</summary>
    private static bool Tells(PlannedProbe probe, ProbeResult result) =>
        probe.Key.Kind != ProbeKind.PolicyDenied || result.Fault is ProbeFault.None or ProbeFault.Unexpected;

    private void Start(PlannedProbe probe, PeerList list, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _flying) >= MostFlying || !journal.TryBegin(probe.Key))
            return;
        Interlocked.Increment(ref _flying);
        _ = ProbeAsync(probe, list, cancellation);
    }

    private async Task ProbeAsync(PlannedProbe probe, PeerList list, CancellationToken cancellation)
    {
        try
        {
            var result = await _runner.RunAsync(probe, list, journal.KnownSize(probe.Key), cancellation);
            if (cancellation.IsCancellationRequested || list.Version != peers.Version || !Tells(probe, result))
                journal.Abandon(probe.Key);
            else if (journal.Add(probe.Key, result, parts.Time.GetUtcNow()))
                news();
        }
        catch (Exception error)
        {
            journal.Abandon(probe.Key);
            if (!cancellation.IsCancellationRequested)
                parts.Say($"probe {probe.Key.Kind} to {probe.Endpoint}: {error.Message}");
        }
        finally
        {
            Interlocked.Decrement(ref _flying);
        }
    }
}
