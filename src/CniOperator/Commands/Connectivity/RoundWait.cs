namespace CniOperator.Commands.Connectivity;

/// <summary>
/// Tells, from one page after another, whether every node that counts has reported a round of probes that began after the wait did. All
/// times are the operator's: the clock of the machine that a command runs on says nothing.
/// </summary>
internal sealed class RoundWait
{
    private readonly Dictionary<string, long> _roundsBefore = new(StringComparer.Ordinal);
    private DateTimeOffset? _firstSeen;
    private DateTimeOffset? _began;

    /// <summary>How many nodes count.</summary>
    public int Count { get; private set; }

    /// <summary>The nodes that have not reported such a round yet, in order.</summary>
    public IReadOnlyList<string> Waiting { get; private set; } = [];

    /// <summary>The operator has judged again since the first page.</summary>
    public bool HasBegun => _began is not null;

    /// <summary>All that count have reported.</summary>
    public bool IsOver => HasBegun && Waiting.Count == 0;

    /// <summary>Looks at a page.</summary>
    public void Look(Details details)
    {
        _firstSeen ??= details.JudgedAt;
        // The first page may have been made before the wait began; one that is judged later was not.
        if (_began is null && details.JudgedAt > _firstSeen)
        {
            _began = details.JudgedAt;
            foreach (var node in details.Nodes)
                _roundsBefore[node.Name] = node.Rounds;
        }

        List<SeenNode> counting = [.. details.Nodes.Where(Counts)];
        Count = counting.Count;
        Waiting = [.. counting.Where(n => !IsNew(details, n)).Select(n => n.Name)];
    }

    // A node that a verdict names needs no more proof; one that is excused is not waited for.
    private static bool Counts(SeenNode node) => node.Notes.Length == 0 && node.State != "Faulty";

    /// <summary>
    /// The last round that a report has ended at most one interval before it came, and began one before that; probes of its end are tried
    /// once more, and known before yet another is over. And it must be another round than before: an agent without a processor may report,
    /// and not probe.
    /// </summary>
    private bool IsNew(Details details, SeenNode node) =>
        _began is { } began
        && node.ReportedSecondsAgo is { } ago
        && details.JudgedAt - TimeSpan.FromSeconds(ago) >= began + 3 * details.Interval
        && node.Rounds > 0
        && node.Rounds != _roundsBefore.GetValueOrDefault(node.Name);
}
