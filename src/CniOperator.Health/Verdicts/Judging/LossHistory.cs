using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>The current minute and those before it, as windows of some minutes.</summary>
internal sealed class LossHistory(LossMemory memory, LossCounts counts, VerdictSettings settings)
{
    /// <summary>As many minutes are remembered, besides the current one.</summary>
    internal const int Longest = 29;

    /// <summary>So many probes weigh as much as what is taken for usual before the cluster has shown what is.</summary>
    private const int UsualProbes = 2_000;

    /// <summary>No network is better than this.</summary>
    private const double Least = 0.0002;

    private readonly int _span = LossCounts.Span(settings);

    /// <summary>The last minutes of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="minutes">How many, as far as nothing else explains what was lost in them.</param>
    /// <param name="withoutWorst">
    /// The minute with the most losses is left out: a switch that learns its ways again loses many packets in a second, and none after.
    /// </param>
    internal LossWindow Last(int node, int minutes, bool withoutWorst)
    {
        var known = Math.Min(minutes - 1, Known(node));
        var (sent, lost) = ((long)counts.Sent[node], (long)counts.Lost[node]);
        var (worstSent, worstLost) = (counts.Sent[node], counts.Lost[node]);
        for (var m = 0; m < known; m++)
        {
            var minute = memory.Minutes[m];
            (sent, lost) = (sent + minute.Sent[node], lost + minute.Lost[node]);
            if (minute.Lost[node] > worstLost)
                (worstSent, worstLost) = (minute.Sent[node], minute.Lost[node]);
        }

        var usual = Usual(node, known);
        return withoutWorst
            ? new LossWindow(minutes, sent - worstSent, lost - worstLost, usual)
            : new LossWindow(minutes, sent, lost, usual);
    }

    /// <summary>How many minutes before the current one say something of a node.</summary>
    private int Known(int node) => Math.Clamp((memory.Counted - memory.Explained[node]) / _span, 0, memory.Minutes.Length);

    /// <summary>What is lost elsewhere: in the same time or in all that is remembered, whichever is more.</summary>
    private double Usual(int node, int known)
    {
        var (allSent, allLost) = (counts.AllSent, counts.AllLost);
        if (!counts.IsOut(node))
            (allSent, allLost) = (allSent - counts.Sent[node], allLost - counts.Lost[node]);
        // What a node loses that is known to lose packets is not in the sums.
        var own = memory.Raised[node] == 0;
        var (someSent, someLost) = (allSent, allLost);
        for (var m = 0; m < memory.Minutes.Length; m++)
        {
            var minute = memory.Minutes[m];
            allSent += minute.AllSent - (own ? minute.Sent[node] : 0);
            allLost += minute.AllLost - (own ? minute.Lost[node] : 0);
            if (m + 1 == known)
                (someSent, someLost) = (allSent, allLost);
        }

        var always = (Math.Max(0, allLost) + settings.UsualLoss * UsualProbes) / (Math.Max(0, allSent) + UsualProbes);
        var now = someSent <= 0 ? 0 : someLost / (double)someSent;
        return Math.Max(Least, Math.Max(always, now));
    }
}
