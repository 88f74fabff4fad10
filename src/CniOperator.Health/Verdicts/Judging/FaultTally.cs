using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>How failed edges looked to their senders.</summary>
internal struct FaultTally
{
    private int _total;
    private int _wrongNode;
    private int _noRoute;
    private int _tooLarge;
    private int _noResources;
    private int _forbidden;
    private int _late;

    internal void Add(ProbeFault fault)
    {
        _total++;
        switch (fault)
        {
            case ProbeFault.WrongIdentity:
                _wrongNode++;
                break;
            case ProbeFault.NoRoute or ProbeFault.HostUnreachable:
                _noRoute++;
                break;
            case ProbeFault.TooLarge:
                _tooLarge++;
                break;
            case ProbeFault.NoResources:
                _noResources++;
                break;
            case ProbeFault.Forbidden:
                _forbidden++;
                break;
            case ProbeFault.SenderLate:
                _late++;
                break;
        }
    }

    /// <summary>Failed edges of one node, both ways, or from it only.</summary>
    internal static FaultTally Of(EdgePlane plane, int node, bool outOnly)
    {
        var tally = new FaultTally();
        var edges = plane.Edges;
        for (var e = plane.FirstFrom(node); e >= 0; e = edges[e].NextFrom)
        {
            if (edges[e].Failed)
                tally.Add(edges[e].Fault);
        }

        for (var e = outOnly ? -1 : plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
        {
            if (edges[e].Failed)
                tally.Add(edges[e].Fault);
        }

        return tally;
    }

    /// <summary>All failed edges.</summary>
    internal static FaultTally Of(EdgePlane plane)
    {
        var tally = new FaultTally();
        foreach (ref readonly var edge in plane.Edges)
        {
            if (edge.Failed)
                tally.Add(edge.Fault);
        }

        return tally;
    }

    internal readonly bool MostlyWrongNode => _wrongNode * 2 > _total;

    /// <summary>A neighbour may time out where the node itself is told at once: a third is enough.</summary>
    internal readonly bool OftenNoRoute => _noRoute * 3 >= _total && _noRoute > 0;

    internal readonly bool MostlyNoRoute => _noRoute * 2 > _total;

    internal readonly bool MostlyTooLarge => _tooLarge * 2 > _total;

    internal readonly bool MostlyNoResources => _noResources * 2 > _total;

    internal readonly bool MostlyForbidden => _forbidden * 2 > _total;

    internal readonly bool MostlyLate => _late * 2 > _total;
}
