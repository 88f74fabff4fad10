namespace CniOperator.Sandbox.Apply;

/// <summary>A set of field paths, as a tree. An inner node may be in the set itself: <c>fieldsV1</c> writes that as <c>"."</c>.</summary>
internal sealed class FieldSet : IEquatable<FieldSet>
{
    private readonly SortedDictionary<PathElement, Entry> _entries = [];

    internal bool IsEmpty => _entries.Count == 0;

    /// <summary>The steps out of here, in order; no entry is empty.</summary>
    internal IEnumerable<KeyValuePair<PathElement, Entry>> Entries => _entries;

    /// <summary>All paths of the set as the API server prints them: at each level what ends there comes before what goes on.</summary>
    internal IEnumerable<string> Paths => PathsFrom("");

    internal Entry At(PathElement step) => _entries.TryGetValue(step, out var entry) ? entry : Entry.None;

    /// <summary>Adds one path while a set is being built.</summary>
    internal void Add(IReadOnlyList<PathElement> path)
    {
        var set = this;
        for (var i = 0; i < path.Count - 1; i++)
        {
            var entry = set.At(path[i]);
            if (ReferenceEquals(entry.Below, Entry.None.Below))
                set._entries[path[i]] = entry = entry with { Below = new FieldSet() };
            set = entry.Below;
        }

        set._entries[path[^1]] = set.At(path[^1]) with { IsMember = true };
    }

    /// <summary>Puts what is known of one step while a set is being built; an empty entry leaves no trace.</summary>
    internal void Put(PathElement step, bool isMember, FieldSet below)
    {
        if (isMember || !below.IsEmpty)
            _entries[step] = new Entry(isMember, below);
    }

    internal FieldSet Union(FieldSet other) => Combine(other, (a, b) => a || b);

    internal FieldSet Except(FieldSet other) => Combine(other, (a, b) => a && !b);

    internal FieldSet Intersect(FieldSet other) => Combine(other, (a, b) => a && b);

    /// <summary>The part of the set whose first step is accepted.</summary>
    internal FieldSet Where(Func<PathElement, bool> accepts)
    {
        var result = new FieldSet();
        foreach (var (step, entry) in _entries)
            if (accepts(step))
                result._entries[step] = entry;
        return result;
    }

    /// <inheritdoc/>
    public bool Equals(FieldSet? other) =>
        other is not null
        && _entries.Count == other._entries.Count
        && _entries.All(e =>
            other._entries.TryGetValue(e.Key, out var theirs) && e.Value.IsMember == theirs.IsMember && e.Value.Below.Equals(theirs.Below)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Keys.Aggregate(17, HashCode.Combine);

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> membership)
    {
        var result = new FieldSet();
        foreach (var step in _entries.Keys.Union(other._entries.Keys))
        {
            var (mine, theirs) = (At(step), other.At(step));
            result.Put(step, membership(mine.IsMember, theirs.IsMember), mine.Below.Combine(theirs.Below, membership));
        }

        return result;
    }

    private IEnumerable<string> PathsFrom(string prefix)
    {
        foreach (var (step, entry) in _entries)
            if (entry.IsMember)
                yield return prefix + step;
        foreach (var (step, entry) in _entries)
        foreach (var below in entry.Below.PathsFrom(prefix + step))
            yield return below;
    }

    /// <summary>What a set says of one step: whether the path ending here is in it, and the paths that go on.</summary>
    internal readonly record struct Entry(bool IsMember, FieldSet Below)
    {
        internal static readonly Entry None = new(false, new FieldSet());
    }
}
