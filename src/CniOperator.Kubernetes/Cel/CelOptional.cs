namespace CniOperator.Kubernetes.Cel;

/// <summary>A value that may be missing.</summary>
internal sealed record CelOptional(bool HasValue, object? Value)
{
    internal static readonly CelOptional None = new(false, null);

    internal static CelOptional Of(object? value) => new(true, value);
}
