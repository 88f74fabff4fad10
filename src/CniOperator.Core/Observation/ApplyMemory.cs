using System.Collections.Immutable;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>
/// What the operator remembers of its own requests for one ClusterNetwork. Losing it in a restart costs at most one apply of each object
/// that it describes; nothing is decided wrongly without it.
/// </summary>
public sealed record ApplyMemory
{
    /// <summary>Nothing was done yet.</summary>
    public static ApplyMemory Empty { get; } = new();

    /// <summary>Requests that failed and were not yet repeated with success.</summary>
    public ImmutableSortedDictionary<ObjectKey, ApplyFailure> Failures { get; init; } =
        ImmutableSortedDictionary<ObjectKey, ApplyFailure>.Empty;

    /// <summary>Applies that the server took, and that left fields different all the same.</summary>
    public ImmutableSortedDictionary<ObjectKey, OverruledApply> Overruled { get; init; } =
        ImmutableSortedDictionary<ObjectKey, OverruledApply>.Empty;

    /// <summary>Objects that someone else changes back.</summary>
    public ImmutableSortedDictionary<ObjectKey, Contest> Contests { get; init; } = ImmutableSortedDictionary<ObjectKey, Contest>.Empty;

    /// <summary>
    /// Since when objects whose owner needs time are seen to be away or changed, and wait to be restored.
    /// </summary>
    public ImmutableSortedDictionary<ObjectKey, DateTimeOffset> Resting { get; init; } =
        ImmutableSortedDictionary<ObjectKey, DateTimeOffset>.Empty;

    /// <summary>The hash of what was applied last, for objects that cannot be watched.</summary>
    public ImmutableSortedDictionary<ObjectKey, string> Hashes { get; init; } = ImmutableSortedDictionary<ObjectKey, string>.Empty;

    /// <summary>True when deleting the object failed, and its next attempt is not due at <paramref name="now"/>.</summary>
    public bool DelaysDeletion(ObjectKey key, DateTimeOffset now) =>
        Failures.GetValueOrDefault(key) is { Verb: "delete" } failure && failure.RetryAt > now;
}
