using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Loss of a part of the packets. What each node lost in the last 1, 5, 10 and 30 minutes is compared with what the rest of the cluster
/// did: a heavy loss is sure after a minute, a slight one after many. The nodes with the most come first, and take their edges with them:
/// their neighbours share their losses. It is over when the newer half of the time over which it was found shows nothing unusual.
/// </summary>
internal sealed class LossJudge
{
    private static readonly byte[] Windows = [1, 5, 10, 30];

    /// <summary>In a single minute it may be a moment in which all was lost, unless it is much.</summary>
    private const double MuchInOneMinute = 0.05;

    /// <summary>As much may well be chance.</summary>
    private const double NoEvidence = 2;

    private readonly Survey _survey;
    private readonly LossMemory _memory;
    private readonly LossCounts _counts;
    private readonly LossHistory _history;
    private readonly bool _isMinuteOver;

    private LossJudge(Survey survey, LossMemory memory)
    {
        (_survey, _memory) = (survey, memory);
        _counts = new LossCounts(survey, memory.Explained);
        _history = new LossHistory(memory, _counts, survey.Settings);
        _isMinuteOver = NodeMemory.Seconds(survey.Facts.Now) - memory.Counted >= LossCounts.Span(survey.Settings);
    }

    internal static LossMemory Judge(Survey survey, PodJudge pods, LossMemory memory, VerdictState previous, List<Raw> raws)
    {
        memory = LossExplanation.Update(survey, pods, memory, previous, raws);
        var judge = new LossJudge(survey, memory);
        memory = judge.Found();
        for (var i = 0; i < survey.Count; i++)
        {
            if (memory.Raised[i] != 0 && pods.Lossy.Add(i))
                raws.Add(judge.Of(i, memory.Raised[i]));
        }

        return judge._isMinuteOver ? judge.Remember(memory) : memory;
    }

    private LossMemory Found()
    {
        var (raised, explained) = (_memory.Raised, _memory.Explained);
        foreach (var node in Suspects())
        {
            var window = _memory.Raised[node];
            if (window == 0)
                window = _counts.IsSpread(node) ? Find(node) : (byte)0;
            else if (IsOver(node, window))
                window = 0;
            if (window != raised[node])
            {
                raised = ReferenceEquals(raised, _memory.Raised) ? [.. raised] : raised;
                explained = ReferenceEquals(explained, _memory.Explained) ? [.. explained] : explained;
                // What it lost until now is told, and counts no more.
                explained[node] = window == 0 ? NodeMemory.Seconds(_survey.Facts.Now) : explained[node];
                raised[node] = window;
            }

            if (window != 0)
                _counts.TakeOut(node);
        }

        return _memory with
        {
            Raised = raised,
            Explained = explained,
        };
    }

    /// <summary>Nodes that were found to lose packets, and those that seem to, the surest first.</summary>
    private List<int> Suspects()
    {
        var suspects = new List<(double Evidence, int Node)>();
        for (var i = 0; i < _survey.Count; i++)
        {
            var evidence = Strongest(i).Evidence;
            if (_memory.Raised[i] != 0 || evidence > 0)
                suspects.Add((evidence, i));
        }

        suspects.Sort((a, b) => a.Evidence != b.Evidence ? b.Evidence.CompareTo(a.Evidence) : a.Node.CompareTo(b.Node));
        return suspects.ConvertAll(s => s.Node);
    }

    private byte Find(int node) => Strongest(node).Minutes;

    /// <summary>The window that shows a loss for sure; without one, nothing.</summary>
    private (byte Minutes, double Evidence) Strongest(int node)
    {
        var strongest = ((byte)0, 0.0);
        if (_counts.Sent[node] == 0)
            return strongest;
        foreach (var minutes in Windows)
        {
            if (minutes > 1 && !_isMinuteOver)
                break;
            if (minutes == 1 && _counts.Lost[node] < MuchInOneMinute * _counts.Sent[node])
                continue;
            var window = _history.Last(node, minutes, withoutWorst: minutes > 1);
            var evidence = window.Evidence;
            if (evidence >= _survey.Settings.LossEvidence && window.Share >= _survey.Settings.BadLoss && evidence > strongest.Item2)
                strongest = (minutes, evidence);
        }

        return strongest;
    }

    private bool IsOver(int node, int minutes)
    {
        var newer = _history.Last(node, (minutes + 1) / 2, withoutWorst: false);
        return newer.Sent > 0 && newer.Evidence < NoEvidence;
    }

    private LossMemory Remember(LossMemory memory) =>
        memory with
        {
            Counted = NodeMemory.Seconds(_survey.Facts.Now),
            Minutes =
            [
                new LossMinute(
                    Array.ConvertAll(_counts.Sent, n => (ushort)Math.Min(n, ushort.MaxValue)),
                    Array.ConvertAll(_counts.Lost, n => (ushort)Math.Min(n, ushort.MaxValue)),
                    _counts.AllSent,
                    _counts.AllLost
                ),
                .. memory.Minutes.AsSpan(0, Math.Min(memory.Minutes.Length, LossHistory.Longest - 1)),
            ],
        };

    private Raw Of(int node, int minutes)
    {
        var window = _history.Last(node, minutes, withoutWorst: false);
        var seconds = minutes * LossCounts.Span(_survey.Settings);
        var time = seconds < 120 ? $"{seconds} s" : $"{seconds / 60} min";
        return new Raw
        {
            Scope = VerdictScope.Node,
            Area = HealthArea.PodToPod,
            Class = FaultClass.PacketLoss,
            A = node,
            Evidence = new VerdictEvidence
            {
                Notes =
                    $"{100 * window.Share:0.0} % of {window.Sent} probes from and to it lost in the last {time}; {100 * window.Usual:0.00} % elsewhere",
            },
        };
    }
}
