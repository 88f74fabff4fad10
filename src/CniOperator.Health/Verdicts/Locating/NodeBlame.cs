using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Locating;

/// <summary>
/// Finds nodes. A node is blamed when most of its edges fail and enough different nodes see it. What it says itself counts too, if it has
/// said it since the fault began: a node that died has said before that all was well.
/// </summary>
internal sealed class NodeBlame(Survey survey, EdgeBook book, bool slow)
{
    private static readonly double[] Steps = [1.0, 0.9, 0.8, 0.7, 0.6, 0];

    private readonly int _round = (int)survey.Settings.Round.TotalMilliseconds;

    /// <summary>
    /// Blames from the largest share down, in steps; within one, until no more is found. Each node that is blamed takes its edges with it.
    /// </summary>
    internal void Run(List<Located> found)
    {
        var candidates = Candidates();
        foreach (var step in Steps)
        {
            bool again;
            do
            {
                again = false;
                for (var i = 0; i < candidates.Count; i++)
                {
                    var node = candidates[i];
                    if (node < 0 || Share(node, out var least) < Math.Max(step, least))
                        continue;
                    found.Add(Of(node, ReportedSince(node) ? Direction.Both : Direction.In));
                    book.ExplainNode(node);
                    candidates[i] = -1;
                    again = true;
                }
            } while (again);
        }
    }

    /// <summary>Then nodes of which one direction fails while they say that the other works: slower, by two rounds of three.</summary>
    internal void RunOneWay(List<Located> found)
    {
        for (var node = 0; node < survey.Count; node++)
        {
            if (book[node].Failed < 2)
                continue;
            var direction =
                IsCutInbound(node) ? Direction.In
                : IsCutOutbound(node) ? Direction.Out
                : Direction.Both;
            if (direction == Direction.Both)
                continue;
            found.Add(Of(node, direction));
            book.ExplainNode(node);
        }
    }

    /// <summary>Whether a node's canary has reported since edges to it began to fail.</summary>
    internal bool ReportedSince(int node)
    {
        if (survey.Canaries[node] is null)
            return false;
        if (slow)
            return true;
        var since = 0;
        var edges = book.Plane.Edges;
        for (var e = book.Plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
        {
            if (edges[e].Failed)
                since = Math.Max(since, edges[e].FailingFor(_round));
        }

        return survey.CanaryAges[node] < since;
    }

    private List<int> Candidates()
    {
        var candidates = new List<int>();
        for (var node = 0; node < survey.Count; node++)
        {
            if (book[node].InFailed > 0)
                candidates.Add(node);
        }

        // By uid: which of two is blamed must not hang on the order of the list of nodes.
        candidates.Sort((a, b) => survey.Ids[a].Value.CompareTo(survey.Ids[b].Value));
        return candidates;
    }

    /// <summary>The share of the node's edges that fails, and what it must be at least.</summary>
    private double Share(int node, out double least)
    {
        ref readonly var live = ref book[node];
        least = survey.Settings.NodeShare;
        if (live.InFailed < Quorum(live.In))
            return 0;
        if (live.Out > 0 && ReportedSince(node))
            return live.Share;
        // It says nothing itself, and those that do not complain yet may not have probed it since.
        least = survey.Settings.SilentNodeShare;
        return live.InFailed / (double)live.In;
    }

    private int Quorum(int witnesses)
    {
        var quorum = Math.Min(survey.Settings.Quorum, Math.Max(witnesses, 3));
        var isMesh = survey.Count - 1 <= survey.Facts.Graph.Degree;
        return witnesses == 2 && isMesh ? 2 : quorum;
    }

    private bool IsCutInbound(int node)
    {
        var (failed, total) = (0, 0);
        var edges = book.Plane.Edges;
        for (var e = book.Plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
        {
            if (edges[e].Explained)
                continue;
            total++;
            failed += edges[e].Failed && edges[e].IsLasting ? 1 : 0;
        }

        return total > 0 && failed >= Quorum(total) && failed >= survey.Settings.NodeShare * total;
    }

    /// <summary>
    /// The node is the only one that says so: those that it does not reach must have reported since that they reach it. Else it may be that
    /// it is all that this operator hears.
    /// </summary>
    private bool IsCutOutbound(int node)
    {
        var (failed, total, since) = (0, 0, 0);
        var edges = book.Plane.Edges;
        for (var e = book.Plane.FirstFrom(node); e >= 0; e = edges[e].NextFrom)
        {
            if (edges[e].Explained)
                continue;
            total++;
            if (!edges[e].Failed || !edges[e].IsLasting)
                continue;
            failed++;
            since = Math.Max(since, edges[e].FailingFor(_round));
        }

        if (total == 0 || failed < Quorum(total) || failed < survey.Settings.NodeShare * total)
            return false;
        // Small datagrams pass along the same edges, so others hear it.
        if (slow)
            return true;
        var confirmed = 0;
        for (var e = book.Plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
            confirmed += !edges[e].Failed && edges[e].Age < since ? 1 : 0;
        return confirmed >= Quorum(book[node].In) - 1 && confirmed > 0;
    }

    private Located Of(int node, Direction direction)
    {
        // What it said before the fault began says nothing of it.
        var speaks = direction != Direction.In || ReportedSince(node);
        return new Located
        {
            Scope = VerdictScope.Node,
            A = node,
            Direction = direction,
            InFailed = book.All(node).InFailed,
            InTotal = book.All(node).In,
            OutFailed = speaks ? book.All(node).OutFailed : 0,
            OutTotal = speaks ? book.All(node).Out : 0,
        };
    }
}
