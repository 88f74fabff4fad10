namespace CniOperator.Kubernetes.Cel;

/// <summary>Runs the macros over lists and the keys of maps.</summary>
internal sealed class CelMacroRunner(CelEvaluator evaluator)
{
    internal object Run(CelMacro macro, CelScope? scope)
    {
        var entries = evaluator.Evaluate(macro.Range, scope) switch
        {
            List<object?> list => list,
            Dictionary<object, object?> map => map.Keys.ToList<object?>(),
            _ => throw new CelEvaluationException("no such overload"),
        };
        return macro.Name switch
        {
            "all" => Decide(macro, entries, scope, decides: false),
            "exists" => Decide(macro, entries, scope, decides: true),
            "exists_one" => entries.Count(e => Test(macro.Body, macro, e, scope)) == 1,
            "filter" => entries.Where(e => Test(macro.Body, macro, e, scope)).ToList(),
            _ => entries
                .Where(e => macro.Filter is null || Test(macro.Filter, macro, e, scope))
                .Select(e => evaluator.Evaluate(macro.Body, new CelScope(macro.Variable, e, scope)))
                .ToList(),
        };
    }

    /// <summary>The first entry that decides wins, even over errors of others.</summary>
    private bool Decide(CelMacro macro, List<object?> entries, CelScope? scope, bool decides)
    {
        CelEvaluationException? error = null;
        foreach (var entry in entries)
        {
            try
            {
                if (Test(macro.Body, macro, entry, scope) == decides)
                    return decides;
            }
            catch (CelEvaluationException e) when (!e.IsBudget)
            {
                error ??= e;
            }
        }

        return error is null ? !decides : throw error;
    }

    private bool Test(CelNode body, CelMacro macro, object? entry, CelScope? scope) =>
        CelEvaluator.Truth(evaluator.Evaluate(body, new CelScope(macro.Variable, entry, scope)));
}
