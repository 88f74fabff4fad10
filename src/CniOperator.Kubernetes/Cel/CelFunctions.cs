namespace CniOperator.Kubernetes.Cel;

/// <summary>Finds the function for a call; a method's target comes first among its arguments.</summary>
internal static class CelFunctions
{
    private static readonly Dictionary<string, Func<IReadOnlyList<object?>, CelBudget, object?>> All = new(
        [.. CelOperators.All, .. CelConversions.All, .. CelStrings.All, .. CelLists.All, .. CelOptionals.All],
        StringComparer.Ordinal
    );

    internal static object? Invoke(string name, IReadOnlyList<object?> arguments, CelBudget budget)
    {
        try
        {
            return All[name](arguments, budget);
        }
        catch (OverflowException)
        {
            var kind = arguments.Any(a => a is ulong) ? "unsigned integer" : "integer";
            throw new CelEvaluationException($"{kind} overflow");
        }
    }

    /// <summary>An entry of a library.</summary>
    internal static KeyValuePair<string, Func<IReadOnlyList<object?>, CelBudget, object?>> Entry(
        string name,
        Func<IReadOnlyList<object?>, CelBudget, object?> body
    ) => KeyValuePair.Create(name, body);

    internal static CelEvaluationException NoOverload() => new("no such overload");
}
