namespace CniOperator.Kubernetes.Apply;

/// <summary>
/// An object that does not fit its schema, so that the fields that it sets are not known: an undeclared field, a value of another type,
/// a list entry without its key, a key twice. The API server answers HTTP 500 with this message; it names every such place.
/// </summary>
public sealed class InvalidApplyException : Exception
{
    /// <summary>Creates one; <paramref name="problems"/> are <c>.spec.replicas: expected numeric…</c>.</summary>
    public InvalidApplyException(string subject, IReadOnlyList<string> problems)
        : base(
            problems.Count == 1
                ? $"failed to create typed patch object ({subject}): {problems[0]}"
                : $"failed to create typed patch object ({subject}): errors:\n{string.Join('\n', problems.Select(p => "  " + p))}"
        ) => Problems = problems;

    /// <summary>Each place and what is wrong there.</summary>
    public IReadOnlyList<string> Problems { get; }
}
