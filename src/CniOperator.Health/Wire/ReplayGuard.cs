using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>
/// Tells new reports from recorded ones. Of each agent the last processes and their last sequences are kept; a report of one of these must
/// have a larger sequence. One of another process must repeat a token that this side gave out lately: a recording from before does not.
/// No clock of another machine is believed. Not safe for several threads.
/// </summary>
/// <param name="token">Draws tokens: random numbers other than 0 that no one can foresee.</param>
public sealed class ReplayGuard(Func<ulong> token)
{
    /// <summary>How long a token is given out. It is good for twice that.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15);

    // Within the life of two tokens, an agent that restarts more often than this has other troubles.
    private const int Processes = 8;

    private readonly Dictionary<(NodeId Node, AgentRole Role), List<(ulong Boot, ulong Sequence)>> _agents = [];
    private ulong _token = token();
    private ulong _former;
    private DateTimeOffset? _since;

    /// <summary>The token that acknowledgements carry at a moment.</summary>
    public ulong Token(DateTimeOffset now)
    {
        _since ??= now;
        if (now - _since < TokenLife)
            return _token;
        _former = now - _since < 2 * TokenLife ? _token : 0;
        _token = token();
        _since = now;
        return _token;
    }

    /// <summary>Judges a report, and remembers it if it counts.</summary>
    public Freshness Judge(ReportMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        var report = message.Report;
        var current = Token(now);
        if (!_agents.TryGetValue((report.Node, report.Role), out var processes))
            processes = [];
        var index = processes.FindIndex(p => p.Boot == report.Boot);
        if (index >= 0)
        {
            if (report.Sequence <= processes[index].Sequence)
                return Freshness.Old;
            processes[index] = (report.Boot, report.Sequence);
            return Freshness.Next;
        }
        if (message.Token == 0 || (message.Token != current && message.Token != _former))
            return Freshness.Unproven;
        if (processes.Count == Processes)
            processes.RemoveAt(0);
        processes.Add((report.Boot, report.Sequence));
        _agents[(report.Node, report.Role)] = processes;
        return Freshness.NewProcess;
    }

    /// <summary>Forgets the agents of nodes that are gone.</summary>
    public void Retain(IReadOnlySet<NodeId> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        foreach (var agent in _agents.Keys.Where(a => !nodes.Contains(a.Node)).ToList())
            _agents.Remove(agent);
    }
}
