using System.Collections.Immutable;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>
/// What the operator remembers of its own requests for one ClusterNetwork. Losing it in a restart costs at most one apply of each object
/// that it speaks of; nothing is decided wrongly without it.
/// </summary>
public sealed record ApplyMemory
{
    /// <summary>Nothing was done yet.</summary>
    public static ApplyMemory Empty { get; } = new();

    /// <summary>Requests that failed and were not yet repeated with success.</summary>
    public ImmutableSortedDictionary<ObjectKey, ApplyFailure> Failures { get; init; } =
        ImmutableSortedDictionary<ObjectKey, ApplyFailure>.Empty;

    /// <summary>
    /// What an apply left different, although the server took it: a webhook or a controller changes it back, or the server stores it
    /// otherwise. Applying again would change nothing, for ever.
    /// </summary>
    public ImmutableSortedDictionary<ObjectKey, Residue> Residues { get; init; } = ImmutableSortedDictionary<ObjectKey, Residue>.Empty;

    /// <summary>The hash of what was applied last, for objects that cannot be watched.</summary>
    public ImmutableSortedDictionary<ObjectKey, string> Applied { get; init; } = ImmutableSortedDictionary<ObjectKey, string>.Empty;
}

/// <summary>What stayed different after an apply.</summary>
/// <param name="Uid">The object.</param>
/// <param name="Hash">What was applied.</param>
/// <param name="Paths">The fields that stayed different.</param>
public sealed record Residue(string Uid, string Hash, IReadOnlyList<string> Paths)
{
    /// <summary>True when this explains every one of <paramref name="differences"/>.</summary>
    public bool Explains(string uid, string hash, IReadOnlyList<Difference> differences) =>
        Uid == uid && Hash == hash && differences.All(d => Paths.Contains(d.Path));
}
