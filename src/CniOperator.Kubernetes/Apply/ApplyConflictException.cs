namespace CniOperator.Kubernetes.Apply;

/// <summary>
/// An apply without force met fields of other managers. HTTP 409, reason <c>Conflict</c>; the message is worded as the API server words it.
/// </summary>
public sealed class ApplyConflictException : Exception
{
    /// <summary>Creates one from at least one conflict.</summary>
    public ApplyConflictException(IReadOnlyList<ApplyConflict> conflicts)
        : base(MessageFor(conflicts)) => Conflicts = conflicts;

    /// <summary>The conflicts, by manager and then by path.</summary>
    public IReadOnlyList<ApplyConflict> Conflicts { get; }

    private static string MessageFor(IReadOnlyList<ApplyConflict> conflicts)
    {
        if (conflicts.Count == 1)
            return $"Apply failed with 1 conflict: conflict with {conflicts[0].Description}: {conflicts[0].Path}";
        var lines = conflicts
            .GroupBy(c => c.Description, StringComparer.Ordinal)
            .SelectMany(manager => manager.Select(c => $"- {c.Path}").Prepend($"conflicts with {manager.Key}:"));
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', lines)}";
    }
}
