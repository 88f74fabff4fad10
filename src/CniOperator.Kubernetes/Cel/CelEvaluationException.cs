namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// An expression that compiled but has no value for this input, in cel-go's words: <c>no such key: x</c>, <c>division by zero</c>.
/// </summary>
public sealed class CelEvaluationException : Exception
{
    internal CelEvaluationException(string message, bool isBudget = false)
        : base(message) => IsBudget = isBudget;

    /// <summary>The step budget ran out.</summary>
    public bool IsBudget { get; }

    internal bool IsOverload => Message.StartsWith("no such overload", StringComparison.Ordinal);
}
