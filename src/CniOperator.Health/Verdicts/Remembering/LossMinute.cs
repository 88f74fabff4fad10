namespace CniOperator.Health.Verdicts.Remembering;

/// <summary>The probes of one minute, by the numbers of nodes. Never changed once it is remembered, so that judgements share it.</summary>
/// <param name="Sent">Probes from and to each node.</param>
/// <param name="Lost">Those of them that were lost.</param>
/// <param name="AllSent">All probes, without those from and to nodes that were known to lose packets.</param>
/// <param name="AllLost">Those of them that were lost.</param>
internal sealed record LossMinute(ushort[] Sent, ushort[] Lost, long AllSent, long AllLost)
{
    internal LossMinute Moved(int[] from) => this with { Sent = NodeMemory.Move(Sent, from), Lost = NodeMemory.Move(Lost, from) };
}
