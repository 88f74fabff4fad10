using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>The owners of an object's fields, read from and written to <c>metadata.managedFields</c>.</summary>
public sealed class ManagedFields
{
    private const string Field = "managedFields";

    // The API server's limit: beyond it the oldest updaters become one.
    private const int MaxUpdaters = 10;
    private const string MergedUpdaters = "ancient-changes";

    private readonly List<ManagerEntry> _entries;

    private ManagedFields(List<ManagerEntry> entries) => _entries = entries;

    /// <summary>The entries, in the object's order.</summary>
    public IReadOnlyList<ManagerEntry> Entries => _entries;

    /// <summary>Reads the entries of an object; none of <c>null</c>. The object must not change while they are used.</summary>
    public static ManagedFields Of(JsonObject? obj) =>
        new([.. (obj.List("metadata", Field) ?? []).Select(ManagerEntry.Read).OfType<ManagerEntry>()]);

    /// <summary>Whether the client asks for the tracking to start again: it sent one empty entry.</summary>
    internal static bool AsksForReset(JsonObject obj) =>
        (obj["metadata"] as JsonObject)?[Field] is JsonArray { Count: 1 } list && list[0] is JsonObject { Count: 0 };

    internal FieldSet FieldsOf(ManagerEntry owner) => _entries.Find(owner.IsSameAs)?.Fields ?? new FieldSet();

    /// <summary>Puts an entry in place of its owner's; one without fields leaves none.</summary>
    internal void Put(ManagerEntry entry)
    {
        var at = _entries.FindIndex(entry.IsSameAs);
        if (entry.Fields.IsEmpty)
        {
            if (at >= 0)
                _entries.RemoveAt(at);
        }
        else if (at >= 0)
        {
            _entries[at] = entry;
        }
        else
        {
            _entries.Add(entry);
        }
    }

    /// <summary>Takes fields from every owner but one.</summary>
    internal void TakeFromOthers(ManagerEntry? owner, FieldSet fields)
    {
        if (fields.IsEmpty)
            return;
        foreach (var other in _entries.Where(e => owner is null || !e.IsSameAs(owner)).ToArray())
            Put(other with { Fields = other.Fields.Except(fields) });
    }

    /// <summary>
    /// Writes the entries: appliers first, then by time, manager, version and subresource, as the API server orders them.
    /// </summary>
    internal void WriteTo(JsonObject obj)
    {
        Cap();
        if (obj["metadata"] is not JsonObject metadata)
            obj["metadata"] = metadata = [];
        if (_entries.Count == 0)
            metadata.Remove(Field);
        else
            metadata[Field] = new JsonArray(Sorted(_entries).Select(e => (JsonNode?)e.Write()).ToArray());
    }

    private static IEnumerable<ManagerEntry> Sorted(IEnumerable<ManagerEntry> entries) =>
        entries
            .OrderBy(e => e.IsApply ? 0 : 1)
            .ThenBy(e => e.Time ?? "", StringComparer.Ordinal)
            .ThenBy(e => e.Manager, StringComparer.Ordinal)
            .ThenBy(e => e.ApiVersion, StringComparer.Ordinal)
            .ThenBy(e => e.Subresource ?? "", StringComparer.Ordinal);

    private void Cap()
    {
        var updaters = Sorted(_entries.Where(e => !e.IsApply)).ToList();
        foreach (
            var sameVersion in updaters
                .Take(Math.Max(0, updaters.Count - MaxUpdaters + 1))
                .GroupBy(e => e.ApiVersion, StringComparer.Ordinal)
        )
        {
            if (updaters.Count <= MaxUpdaters)
                return;
            foreach (var old in sameVersion)
                _entries.Remove(old);
            Put(
                sameVersion.Last() with
                {
                    Manager = MergedUpdaters,
                    Subresource = null,
                    Fields = sameVersion.Select(e => e.Fields).Aggregate((a, b) => a.Union(b)),
                }
            );
        }
    }
}
