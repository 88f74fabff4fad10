namespace CniOperator.Commands.Connectivity;

/// <summary>Who reaches whom from pod to pod, by the numbers of nodes in <see cref="Details.Nodes"/>.</summary>
internal sealed class Matrix
{
    private readonly MatrixCell[,] _cells;
    private readonly long[,] _medians;

    public Matrix(Details details)
    {
        var count = details.Nodes.Count;
        (_cells, _medians) = (new MatrixCell[count, count], new long[count, count]);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            numbers.TryAdd(details.Nodes[i].Name, i);
        foreach (var edge in details.Edges)
        {
            if (edge.Kind.StartsWith("PodToPod", StringComparison.Ordinal) && numbers.TryGetValue(edge.From, out var from))
                Add(edge, from, numbers.GetValueOrDefault(edge.To, from));
        }

        for (var from = 0; from < count; from++)
            Complete(from, count);
        Typical = Middle();
    }

    /// <summary>The middle of all medians, in microseconds; 0 when nothing came back.</summary>
    public long Typical { get; }

    public MatrixCell this[int from, int to] => _cells[from, to];

    /// <summary>The median round trip in microseconds; 0 when it is not known.</summary>
    public long Median(int from, int to) => _medians[from, to];

    /// <summary>Whether some cell is so.</summary>
    public bool Has(MatrixCell cell) => _cells.Cast<MatrixCell>().Contains(cell);

    private void Add(SeenEdge edge, int from, int to)
    {
        if (from == to)
            return;
        var isLarge = edge.Kind is "PodToPodFullSize" or "PodToPodBulk";
        var seen = isLarge
            ? edge.Failed
                ? MatrixCell.Large
                : MatrixCell.None
            : edge.Failed
                ? MatrixCell.Failed
                : edge.Lost > 0
                    ? MatrixCell.Lossy
                    : MatrixCell.Ok;
        if (seen > _cells[from, to])
            _cells[from, to] = seen;
        if (!isLarge && edge.Median > _medians[from, to])
            _medians[from, to] = edge.Median;
    }

    // Silence is not health: of a node that reports no probe at all, nothing is known.
    private void Complete(int from, int count)
    {
        var isSilent = true;
        for (var to = 0; to < count; to++)
            isSilent &= _cells[from, to] == MatrixCell.None;
        for (var to = 0; to < count; to++)
        {
            if (from == to)
                _cells[from, to] = MatrixCell.Self;
            else if (isSilent)
                _cells[from, to] = MatrixCell.Unknown;
        }
    }

    private long Middle()
    {
        List<long> known = [.. _medians.Cast<long>().Where(m => m > 0).Order()];
        return known.Count == 0 ? 0 : known[(known.Count - 1) / 2];
    }
}
