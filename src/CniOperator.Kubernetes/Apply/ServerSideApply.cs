using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>
/// Server-side apply and the tracking of who owns which field (KEP-555). Pure: the arguments are never changed, except for the
/// <c>metadata.managedFields</c> of the object that <see cref="TrackUpdate"/> is given.
/// </summary>
public static class ServerSideApply
{
    // The API server's name for who wrote an object that had no owners when it was first applied.
    private const string BeforeFirstApply = "before-first-apply";

    // Owners through this subresource are carried over from the Scale object, without their time.
    private const string Scale = "scale";

    /// <summary>
    /// Merges <paramref name="applied"/> into <paramref name="live"/> and returns the result with its <c>metadata.managedFields</c>. Fields
    /// that the manager applied before and no longer does go away unless others own them. The result is not yet defaulted or validated.
    /// </summary>
    /// <param name="live">The stored object; <c>null</c> when the apply creates it.</param>
    /// <param name="applied">
    /// The configuration as the client sent it; what it says of <c>managedFields</c> and other server-owned metadata is ignored.
    /// </param>
    /// <param name="manager">Who applies.</param>
    /// <param name="force">Take fields over from other managers instead of failing.</param>
    /// <param name="schema">The schema of the kind and version.</param>
    /// <param name="now">The time to write into the manager's entry when anything changes.</param>
    /// <param name="statusIsSeparate">
    /// Whether the kind has a status subresource: then the object's own endpoint never owns <c>status</c>.
    /// </param>
    /// <exception cref="ApplyConflictException">
    /// Another manager owns a field that would change, and <paramref name="force"/> is false.
    /// </exception>
    /// <exception cref="InvalidApplyException"><paramref name="applied"/> does not fit the schema.</exception>
    public static JsonObject Apply(
        JsonObject? live,
        JsonObject applied,
        FieldManager manager,
        bool force,
        StructuralSchema schema,
        DateTimeOffset now,
        bool statusIsSeparate = true
    )
    {
        schema = Untracked.WithMetadata(schema);
        var whole = Untracked.Effective(applied, null, statusIsSeparate: false);
        applied = Untracked.Effective(applied, manager.Subresource, statusIsSeparate);
        FieldSet Tracked(FieldSet set) => Untracked.Filter(set, manager.Subresource, statusIsSeparate);
        TypedPatch.ThrowIfUnfit(schema, applied);

        var before = live ?? [];
        var owners = ManagedFields.Of(live);
        if (live is not null && owners.Entries.Count == 0)
            TrackFirst(owners, live, manager, schema, now, statusIsSeparate);
        var me = ManagerEntry.New(manager, isApply: true);
        var lastSet = owners.FieldsOf(me);
        var lastTime = owners.Entries.FirstOrDefault(me.IsSameAs)?.Time;
        me = me with { Fields = Tracked(OwnedFields.Of(schema, applied)), Time = lastTime };
        owners.Put(me);

        var after = Prune.DroppedFields(schema, TreeMerge.Merge(schema, before, applied), owners, lastSet);
        var change = FieldChanges.Of(schema, before, after).Filter(Tracked);
        if (!force)
            ThrowIfConflicting(owners, me, change.Set);
        owners.TakeFromOthers(me, change.Set.Union(change.Removed));

        // An apply that changes no field leaves the time alone, even when it makes an owner: one who never changed anything has no time.
        // Fields that the endpoint ignores count as changes here.
        if (live is null || !change.IsSame || !FieldChanges.Of(schema, before, TreeMerge.Merge(schema, before, whole)).IsSame)
            owners.Put(me with { Fields = owners.FieldsOf(me), Time = now.ToApiTime() });
        owners.WriteTo(after);
        return after;
    }

    /// <summary>
    /// Sets <paramref name="after"/>'s <c>metadata.managedFields</c> for a create, update or patch: the fields that changed become the
    /// manager's (operation <c>Update</c>) and cease to be others'. Call it with both objects defaulted and with what the endpoint ignores
    /// (status, or all but status) already carried over from <paramref name="before"/>.
    /// </summary>
    /// <param name="before">The stored object; <c>null</c> for a create.</param>
    /// <param name="after">
    /// The object about to be stored; its own <c>managedFields</c> count as the client's wish: <c>[{}]</c> resets the tracking.
    /// </param>
    /// <param name="manager">Who writes.</param>
    /// <param name="schema">The schema of the kind and version.</param>
    /// <param name="now">The time to write into the manager's entry when it gains fields.</param>
    /// <param name="statusIsSeparate">Whether the kind has a status subresource.</param>
    public static void TrackUpdate(
        JsonObject? before,
        JsonObject after,
        FieldManager manager,
        StructuralSchema schema,
        DateTimeOffset now,
        bool statusIsSeparate = true
    )
    {
        schema = Untracked.WithMetadata(schema);
        var owners = OwnersForUpdate(before, after, manager);
        // An object whose owners were cleared has none until the next apply.
        if (before is null || owners.Entries.Count > 0)
            Track(owners, before, after, manager, schema, now, statusIsSeparate);
        owners.WriteTo(after);
    }

    /// <summary>
    /// Call last, after defaulting and admission: when <paramref name="after"/> differs from <paramref name="before"/> in nothing but the
    /// times in <c>managedFields</c>, those are put back and the answer is true: there is nothing to store.
    /// </summary>
    public static bool IsNoOp(JsonObject before, JsonObject after)
    {
        if (!JsonNode.DeepEquals(WithoutTimes(before), WithoutTimes(after)))
            return false;
        if ((before["metadata"] as JsonObject)?["managedFields"] is { } owners && after["metadata"] is JsonObject metadata)
            metadata["managedFields"] = owners.DeepClone();
        return true;
    }

    private static ManagedFields OwnersForUpdate(JsonObject? before, JsonObject after, FieldManager manager)
    {
        if (manager.Subresource is { Length: > 0 })
            return ManagedFields.Of(before);
        if (ManagedFields.AsksForReset(after))
            return ManagedFields.Of(null);
        // A client that does not know managedFields must not clear them by leaving them out.
        var wanted = ManagedFields.Of(after);
        return wanted.Entries.Count > 0 ? wanted : ManagedFields.Of(before);
    }

    private static void TrackFirst(
        ManagedFields owners,
        JsonObject live,
        FieldManager manager,
        StructuralSchema schema,
        DateTimeOffset now,
        bool statusIsSeparate
    ) => Track(owners, null, live, manager with { Name = BeforeFirstApply }, schema, now, statusIsSeparate);

    private static void Track(
        ManagedFields owners,
        JsonObject? before,
        JsonObject after,
        FieldManager manager,
        StructuralSchema schema,
        DateTimeOffset now,
        bool statusIsSeparate
    )
    {
        var change = FieldChanges
            .Of(schema, ZeroValues.Overlay(before ?? [], after), ZeroValues.Overlay(after, after))
            .Filter(set => Untracked.Filter(set, manager.Subresource, statusIsSeparate));
        owners.TakeFromOthers(null, change.Set.Union(change.Removed));
        if (change.Set.IsEmpty)
            return;
        var me = ManagerEntry.New(manager, isApply: false);
        owners.Put(
            me with
            {
                Fields = owners.FieldsOf(me).Union(change.Set),
                Time = manager.Subresource == Scale ? null : now.ToApiTime(),
            }
        );
    }

    private static void ThrowIfConflicting(ManagedFields owners, ManagerEntry me, FieldSet changed)
    {
        var conflicts = owners
            .Entries.Where(other => !other.IsSameAs(me))
            .OrderBy(other => other.Identifier, StringComparer.Ordinal)
            .SelectMany(other =>
                other.Fields.Intersect(changed).Paths.Select(path => new ApplyConflict(other.Manager, path, other.Description))
            )
            .ToList();
        if (conflicts.Count > 0)
            throw new ApplyConflictException(conflicts);
    }

    private static JsonNode WithoutTimes(JsonObject obj)
    {
        var copy = obj.DeepClone();
        foreach (var entry in (copy["metadata"] as JsonObject)?["managedFields"] as JsonArray ?? [])
            (entry as JsonObject)?.Remove("time");
        (copy["metadata"] as JsonObject)?.Remove("resourceVersion");
        return copy;
    }
}
