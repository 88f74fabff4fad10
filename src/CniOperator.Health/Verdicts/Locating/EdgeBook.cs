using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Locating;

/// <summary>
/// Edges with their counts at both ends. What is found takes its edges out, so that the next ones are not blamed for them.
/// </summary>
internal sealed class EdgeBook
{
    private readonly LiveEdges[] _live;
    private readonly LiveEdges[] _all;

    internal EdgeBook(Survey survey, EdgePlane plane)
    {
        (Plane, _live) = (plane, new LiveEdges[survey.Count]);
        foreach (ref var edge in plane.Edges)
        {
            if (!edge.Explained)
                Count(edge, 1);
        }

        _all = Failed == 0 ? _live : [.. _live];
    }

    internal EdgePlane Plane { get; }

    internal int Total { get; private set; }

    internal int Failed { get; private set; }

    internal ref readonly LiveEdges this[int node] => ref _live[node];

    /// <summary>The same before anything was taken out: what a person is shown.</summary>
    internal LiveEdges All(int node) => _all[node];

    internal void Explain(ref Edge edge)
    {
        if (edge.Explained)
            return;
        Count(edge, -1);
        edge.Explained = true;
    }

    internal void ExplainNode(int node)
    {
        var edges = Plane.Edges;
        for (var e = Plane.FirstFrom(node); e >= 0; e = edges[e].NextFrom)
            Explain(ref edges[e]);
        for (var e = Plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
            Explain(ref edges[e]);
    }

    private void Count(in Edge edge, int by)
    {
        Total += by;
        _live[edge.From].Out += by;
        _live[edge.To].In += by;
        if (!edge.Failed)
            return;
        Failed += by;
        _live[edge.From].OutFailed += by;
        _live[edge.To].InFailed += by;
    }
}
