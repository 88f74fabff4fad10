using System.Buffers;

namespace CniOperator.Health.Verdicts.Observing;

/// <summary>
/// The edges of one kind and family, reachable from both ends. Its arrays are borrowed: a judgement of 5,000 nodes would allocate
/// megabytes.
/// </summary>
internal sealed class EdgePlane : IDisposable
{
    private readonly int[] _firstFrom;
    private readonly int[] _firstTo;
    private Edge[] _edges;

    internal EdgePlane(int nodes)
    {
        (_firstFrom, _firstTo) = (ArrayPool<int>.Shared.Rent(nodes), ArrayPool<int>.Shared.Rent(nodes));
        _firstFrom.AsSpan(0, nodes).Fill(-1);
        _firstTo.AsSpan(0, nodes).Fill(-1);
        _edges = ArrayPool<Edge>.Shared.Rent(256);
    }

    internal int Count { get; private set; }

    internal Span<Edge> Edges => _edges.AsSpan(0, Count);

    /// <summary>The first edge from a node, -1 without one; the next ones by <see cref="Edge.NextFrom"/>.</summary>
    internal int FirstFrom(int node) => _firstFrom[node];

    /// <summary>The first edge to a node, -1 without one; the next ones by <see cref="Edge.NextTo"/>.</summary>
    internal int FirstTo(int node) => _firstTo[node];

    internal void Add(Edge edge)
    {
        if (Count == _edges.Length)
            Grow();
        (edge.NextFrom, edge.NextTo) = (_firstFrom[edge.From], _firstTo[edge.To]);
        (_firstFrom[edge.From], _firstTo[edge.To]) = (Count, Count);
        _edges[Count++] = edge;
    }

    /// <summary>Whether the edge between two nodes fails; <c>null</c> when there is none.</summary>
    internal bool? Fails(int from, int to)
    {
        for (var e = _firstFrom[from]; e >= 0; e = _edges[e].NextFrom)
        {
            if (_edges[e].To == to)
                return _edges[e].Failed;
        }

        return null;
    }

    /// <summary>Whether the edge between two nodes failed in one of some rounds; <c>null</c> when there is none.</summary>
    internal bool? Failed(int from, int to, uint rounds)
    {
        for (var e = _firstFrom[from]; e >= 0; e = _edges[e].NextFrom)
        {
            if (_edges[e].To == to)
                return (_edges[e].Rounds & rounds) != 0;
        }

        return null;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_firstFrom);
        ArrayPool<int>.Shared.Return(_firstTo);
        ArrayPool<Edge>.Shared.Return(_edges);
        (_edges, Count) = ([], 0);
    }

    private void Grow()
    {
        var larger = ArrayPool<Edge>.Shared.Rent(_edges.Length * 2);
        _edges.CopyTo(larger, 0);
        ArrayPool<Edge>.Shared.Return(_edges);
        _edges = larger;
    }
}
