namespace CniOperator.Kubernetes.Validation;

/// <summary>
/// Errors of one node and how many checks ran on it. The API server reports, of the branches of an anyOf or oneOf that all fail, the
/// one with the most checks; so they are counted as kube-openapi counts them.
/// </summary>
internal sealed class ValidationResult
{
    private readonly HashSet<FieldError> _seen = [];

    internal List<FieldError> Errors { get; } = [];

    internal int Checks { get; set; }

    internal bool IsValid => Errors.Count == 0;

    internal void Add(FieldError error)
    {
        if (_seen.Add(error))
            Errors.Add(error);
    }

    internal void Merge(ValidationResult other)
    {
        foreach (var error in other.Errors)
            Add(error);
        Checks += other.Checks;
    }
}
