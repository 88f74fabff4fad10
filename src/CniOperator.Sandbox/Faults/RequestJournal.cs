namespace CniOperator.Sandbox.Faults;

/// <summary>
/// Every request the server answered, in the order of their arrival; for tests that state which requests they expect. Thread-safe.
/// </summary>
public sealed class RequestJournal
{
    private readonly Lock _gate = new();
    private readonly List<JournalEntry> _entries = [];

    /// <summary>A copy of what was recorded so far. A watch is recorded when it starts.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    internal void Record(JournalEntry entry)
    {
        lock (_gate)
            _entries.Add(entry);
    }
}
