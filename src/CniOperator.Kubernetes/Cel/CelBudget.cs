namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// Bounds the work of evaluation: one unit an operation, one per ten characters or entries that a function walks over. The limits are
/// the API server's (<c>celconfig.PerCallLimit</c>, <c>RuntimeCELCostBudget</c>).
/// </summary>
internal sealed class CelBudget(long limit)
{
    /// <summary>For one expression.</summary>
    internal const long PerExpression = 1_000_000;

    /// <summary>For all rules over one object.</summary>
    internal const long PerObject = 10_000_000;

    private long _left = limit;

    internal bool IsSpent => _left < 0;

    /// <exception cref="CelEvaluationException">Nothing is left.</exception>
    internal void Spend(long units)
    {
        _left -= units;
        if (_left < 0)
            throw new CelEvaluationException("operation cancelled: actual cost limit exceeded", isBudget: true);
    }

    /// <summary>What walking over a text or list of this length costs.</summary>
    internal void SpendLength(long length) => Spend(1 + (length / 10));
}
