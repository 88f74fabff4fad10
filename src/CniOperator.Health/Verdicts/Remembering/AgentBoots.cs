using CniOperator.Health.Reports;

namespace CniOperator.Health.Verdicts.Remembering;

/// <summary>
/// The last two processes of each agent of one role. A restart never brings an earlier one back, so one that comes back twice is a second
/// agent with the same identity. Once may be a report that was overtaken.
/// </summary>
internal sealed record AgentBoots(ulong[] Current, ulong[] Former, byte[] Returns, int[] Returned)
{
    private const int Proof = 2;

    /// <summary>For so many seconds after the last return both are taken to be there still.</summary>
    private const int Kept = 600;

    internal static AgentBoots For(int nodes) => new(new ulong[nodes], new ulong[nodes], new byte[nodes], new int[nodes]);

    internal bool HasTwins(int node, int now) => Returns[node] >= Proof && now - Returned[node] < Kept;

    /// <summary>The same boots without a copy while no agent has restarted.</summary>
    internal AgentBoots With(AgentReport?[] reports, int now)
    {
        AgentBoots? next = null;
        for (var i = 0; i < reports.Length; i++)
        {
            if (reports[i] is not { } report || report.Boot == Current[i])
                continue;
            next ??= Copy();
            if (report.Boot == Former[i] && Current[i] != 0)
                (next.Returns[i], next.Returned[i]) = ((byte)Math.Min(Returns[i] + 1, 100), now);
            else if (now - Returned[i] >= Kept)
                next.Returns[i] = 0;
            (next.Former[i], next.Current[i]) = (Current[i], report.Boot);
        }

        return next ?? this;
    }

    internal AgentBoots Moved(int[] from) =>
        new(NodeMemory.Move(Current, from), NodeMemory.Move(Former, from), NodeMemory.Move(Returns, from), NodeMemory.Move(Returned, from));

    private AgentBoots Copy() => new([.. Current], [.. Former], [.. Returns], [.. Returned]);
}
