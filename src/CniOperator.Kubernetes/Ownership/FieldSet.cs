using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>
/// A set of field paths, as a tree. An inner node may be in the set itself: <c>fieldsV1</c> writes that as <c>"."</c>. A set that was
/// read (<see cref="FieldsV1"/>) is parsed level by level, when someone looks into it.
/// </summary>
public sealed class FieldSet : IEquatable<FieldSet>
{
    private JsonObject? _unread;
    private SortedList<PathElement, FieldEntry>? _entries;

    internal FieldSet() { }

    internal FieldSet(JsonObject fieldsV1) => _unread = fieldsV1;

    /// <summary>True when no path is in the set.</summary>
    public bool IsEmpty => _unread is null ? _entries is null or { Count: 0 } : Level.Count == 0;

    /// <summary>All paths of the set as the API server prints them: at each level what ends there comes before what goes on.</summary>
    public IEnumerable<string> Paths => PathsFrom("");

    /// <summary>The steps out of here, in order; no entry is empty.</summary>
    internal IEnumerable<KeyValuePair<PathElement, FieldEntry>> Entries => Level;

    /// <summary>True when the set names entries of a keyed list.</summary>
    internal bool HasKeys => Level.Keys.Any(s => s.KeyFields is not null);

    /// <summary>True when the set names entries of a set.</summary>
    internal bool HasValues => Level.Keys.Any(s => s.IsValue);

    /// <summary>The names of the fields that the paths start with.</summary>
    internal IEnumerable<string> FieldNames => Level.Keys.Where(s => s.IsField).Select(s => s.Name);

    /// <summary>The key fields of the entries of a keyed list that the paths start with.</summary>
    internal IEnumerable<JsonObject> Keys => Level.Keys.Select(s => s.KeyFields).OfType<JsonObject>();

    /// <summary>The values of the entries of a set that the paths start with.</summary>
    internal IEnumerable<JsonNode> Values => Level.Keys.Where(s => s.IsValue).Select(s => s.Content).OfType<JsonNode>();

    private SortedList<PathElement, FieldEntry> Level
    {
        get
        {
            if (_entries is not null)
                return _entries;
            _entries = _unread is null ? [] : FieldsV1.ReadLevel(_unread);
            _unread = null;
            return _entries;
        }
    }

    internal FieldEntry At(PathElement step) => Level.TryGetValue(step, out var entry) ? entry : FieldEntry.None;

    /// <summary>The set below a step; <c>null</c> when neither the step nor anything below it is in the set.</summary>
    internal FieldSet? Below(PathElement step) => Level.TryGetValue(step, out var entry) ? entry.Below : null;

    /// <summary>The set below the first entry of a keyed list whose key fields fit; <c>null</c> when none does.</summary>
    internal FieldSet? BelowKey(Func<JsonObject, bool> fits)
    {
        foreach (var (step, entry) in Level)
            if (step.KeyFields is { } key && fits(key))
                return entry.Below;
        return null;
    }

    /// <summary>Adds one path while a set is being built.</summary>
    internal void Add(IReadOnlyList<PathElement> path)
    {
        var set = this;
        for (var i = 0; i < path.Count - 1; i++)
        {
            var entry = set.At(path[i]);
            if (ReferenceEquals(entry.Below, FieldEntry.None.Below))
                set.Level[path[i]] = entry = entry with { Below = new FieldSet() };
            set = entry.Below;
        }

        set.Level[path[^1]] = set.At(path[^1]) with { IsMember = true };
    }

    /// <summary>Sets what is known of one step while a set is being built; an empty entry is not stored.</summary>
    internal void Put(PathElement step, bool isMember, FieldSet below)
    {
        if (isMember || !below.IsEmpty)
            Level[step] = new FieldEntry(isMember, below);
    }

    internal FieldSet Union(FieldSet other) => Combine(other, (a, b) => a || b);

    internal FieldSet Except(FieldSet other) => Combine(other, (a, b) => a && !b);

    internal FieldSet Intersect(FieldSet other) => Combine(other, (a, b) => a && b);

    /// <summary>The part of the set whose first step is accepted.</summary>
    internal FieldSet Where(Func<PathElement, bool> accepts)
    {
        var result = new FieldSet();
        foreach (var (step, entry) in Level)
            if (accepts(step))
                result.Level[step] = entry;
        return result;
    }

    /// <summary>True when both hold the same paths.</summary>
    public bool Equals(FieldSet? other) =>
        other is not null
        && Level.Count == other.Level.Count
        && Level.All(e =>
            other.Level.TryGetValue(e.Key, out var theirs) && e.Value.IsMember == theirs.IsMember && e.Value.Below.Equals(theirs.Below)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Level.Keys.Aggregate(17, HashCode.Combine);

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> membership)
    {
        var result = new FieldSet();
        foreach (var step in Level.Keys.Union(other.Level.Keys))
        {
            var (mine, theirs) = (At(step), other.At(step));
            result.Put(step, membership(mine.IsMember, theirs.IsMember), mine.Below.Combine(theirs.Below, membership));
        }

        return result;
    }

    private IEnumerable<string> PathsFrom(string prefix)
    {
        foreach (var (step, entry) in Level)
            if (entry.IsMember)
                yield return prefix + step;
        foreach (var (step, entry) in Level)
        foreach (var below in entry.Below.PathsFrom(prefix + step))
            yield return below;
    }
}
