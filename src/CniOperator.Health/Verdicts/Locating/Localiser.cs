using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Locating;

/// <summary>
/// From failed edges to what they have in common, the large before the small: two zones, then nodes (the one with the largest share of
/// failed edges first, whose edges are then taken out). What nodes do not explain while most fails is the cluster. Single links come
/// later (<see cref="LinkSearch"/>), when all that is larger is known.
/// </summary>
internal sealed class Localiser
{
    private readonly Survey _survey;
    private readonly EdgeBook _book;
    private readonly NodeBlame _blame;
    private readonly List<Located> _found = [];

    /// <summary>So many nodes do not fail in one round by themselves.</summary>
    private int Many => Math.Max(3, _survey.Count / 20);

    private Localiser(Survey survey, EdgePlane plane, bool slow)
    {
        (_survey, _book) = (survey, new EdgeBook(survey, plane));
        _blame = new NodeBlame(survey, _book, slow);
        (Total, Failed) = (_book.Total, _book.Failed);
    }

    /// <summary>All edges, and those that failed, before anything was explained.</summary>
    internal int Total { get; }

    internal int Failed { get; }

    /// <summary>What was found.</summary>
    internal IReadOnlyList<Located> Found => _found;

    /// <summary>More fails than nodes explain, and it grows: what it is will be seen when all have finished a round.</summary>
    internal bool IsDeveloping { get; private set; }

    /// <summary>The share of a node's edges that fails and is not explained.</summary>
    internal double Unexplained(int node) => _book[node].In + _book[node].Out < 3 ? 0 : _book[node].Share;

    /// <summary>Looks at the edges of one kind.</summary>
    /// <param name="survey">What was seen.</param>
    /// <param name="plane">The edges; those that something explains are marked.</param>
    /// <param name="slow">The edges count only after two failed rounds: there is no question of who reported since.</param>
    /// <param name="patient">Something develops, and a round has not passed since it began.</param>
    internal static Localiser Run(Survey survey, EdgePlane plane, bool slow, bool patient)
    {
        var localiser = new Localiser(survey, plane, slow);
        if (localiser.Failed > 0)
            localiser.Locate(patient);
        return localiser;
    }

    private void Locate(bool patient)
    {
        ZonePairs.Find(_survey, _book, _found);
        var (total, failed) = (_book.Total, _book.Failed);
        var most = MostFails();
        var zones = _found.Count;
        _blame.Run(_found);
        if (IsSplit(zones) || (most && IsGlobal(failed, _found.Count - zones)))
        {
            MakeGlobal(zones, total, failed);
            return;
        }

        // The slow ones need no patience: they take longer than what develops.
        var blamed = _found.Count - zones;
        _blame.RunOneWay(_found);
        // One edge of fifty fails, and it is many nodes at once, or more than nodes explain.
        IsDeveloping = failed * 50 > total && _survey.Count > 4 && (_book.Failed * 2 > failed || blamed >= Many);
        if (IsDeveloping && patient)
            _found.RemoveRange(zones, blamed);
    }

    /// <summary>Nodes that are all cut off from the rest, and reach each other, are a part of the cluster and not so many faults.</summary>
    private bool IsSplit(int first)
    {
        var part = _found.Count - first;
        if (part < 2)
            return false;
        var blamed = new bool[_survey.Count];
        for (var i = first; i < _found.Count; i++)
            blamed[_found[i].A] = true;
        var (total, passed) = (0, 0);
        foreach (ref readonly var edge in _book.Plane.Edges)
        {
            // Only what was seen since the fault began: a node that is dead said before that it reached another that now is, too.
            if (!blamed[edge.From] || !blamed[edge.To] || !_blame.ReportedSince(edge.From))
                continue;
            total++;
            passed += edge.Failed ? 0 : 1;
        }

        return total >= part && passed >= 0.8 * total;
    }

    /// <summary>Among the nodes that raise alarms: that most of a cluster was switched off is a matter of those nodes.</summary>
    private bool MostFails()
    {
        var (total, failed) = (0, 0);
        foreach (ref readonly var edge in _book.Plane.Edges)
        {
            if (edge.Explained || !_survey.Alarms(edge.From) || !_survey.Alarms(edge.To))
                continue;
            total++;
            failed += edge.Failed ? 1 : 0;
        }

        return _survey.Count > 2 && failed > _survey.Settings.GlobalShare * total;
    }

    private bool IsGlobal(int failed, int blamed)
    {
        var explained = _book.Failed <= _survey.Settings.ZoneRest * failed && _book.Total > _book.Failed && blamed * 2 <= _survey.Count;
        return !explained && HalfOfTheClusterSays();
    }

    /// <summary>One agent that reports, and reaches no one, may be all that this operator can hear.</summary>
    private bool HalfOfTheClusterSays()
    {
        var sources = new bool[_survey.Count];
        var count = 0;
        foreach (ref readonly var edge in _book.Plane.Edges)
        {
            if (!edge.Failed || sources[edge.From])
                continue;
            sources[edge.From] = true;
            count++;
        }

        return count * 2 >= _survey.Required && count >= 2;
    }

    private void MakeGlobal(int first, int total, int failed)
    {
        var part = Parts.Smaller(_survey, _book.Plane);
        _found.RemoveRange(first, _found.Count - first);
        _found.Add(
            new Located
            {
                Scope = VerdictScope.Global,
                InFailed = failed,
                InTotal = total,
                Split = part,
            }
        );
        foreach (ref var edge in _book.Plane.Edges)
            _book.Explain(ref edge);
    }
}
