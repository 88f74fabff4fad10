namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// Walks the checked tree. Errors travel as exceptions; <c>&amp;&amp;</c>, <c>||</c>, all and exists swallow one that cannot change the
/// answer.
/// </summary>
internal sealed class CelEvaluator(CelBudget budget)
{
    /// <exception cref="CelEvaluationException">The expression has no value here.</exception>
    internal object? Evaluate(CelNode node, CelScope? scope)
    {
        budget.Spend(1);
        return node switch
        {
            CelLiteral literal => literal.Value,
            CelIdentifier identifier => Lookup(identifier, scope),
            CelSelect select => Select(select, Evaluate(select.Operand, scope)),
            CelIndex index => Index(index, Evaluate(index.Operand, scope), scope),
            CelCall call => Call(call, scope),
            CelListLiteral list => ListOf(list, scope),
            CelMapLiteral map => MapOf(map, scope),
            CelMacro macro => new CelMacroRunner(this).Run(macro, scope),
            CelOptionalMap map => OptionalMap(map, scope),
            _ => throw new CelEvaluationException("no such overload"),
        };
    }

    internal static bool Truth(object? value) => value is bool b ? b : throw new CelEvaluationException("no such overload");

    private static object? Lookup(CelIdentifier identifier, CelScope? scope)
    {
        for (var at = scope; at is not null; at = at.Outer)
            if (at.Name == identifier.Name)
                return at.Value;
        return new CelTypeValue(identifier.Name);
    }

    private static object? Select(CelSelect select, object? operand)
    {
        if (operand is CelOptional optional)
        {
            if (select.IsTest)
                return optional.HasValue && TryField(optional.Value, select.Field, out _);
            return optional.HasValue && TryField(optional.Value, select.Field, out var inner) ? CelOptional.Of(inner) : CelOptional.None;
        }

        var found = TryField(operand, select.Field, out var value);
        if (select.IsTest)
            return found;
        if (select.IsOptional)
            return found ? CelOptional.Of(value) : CelOptional.None;
        return found ? value : throw new CelEvaluationException($"no such key: {CelNames.Unescape(select.Field)}");
    }

    private static bool TryField(object? operand, string field, out object? value)
    {
        value = null;
        switch (operand)
        {
            case CelObject obj:
                var name = CelNames.Unescape(field);
                if (!obj.Has(name))
                    return false;
                value = obj.Get(name);
                return true;
            case Dictionary<object, object?> map:
                return map.TryGetValue(field, out value);
            default:
                throw new CelEvaluationException("no such overload");
        }
    }

    private object? Index(CelIndex index, object? operand, CelScope? scope)
    {
        var key = Evaluate(index.Key, scope);
        var isOptional = index.IsOptional;
        if (operand is CelOptional optional)
        {
            if (!optional.HasValue)
                return CelOptional.None;
            (operand, isOptional) = (optional.Value, true);
        }

        var (found, value, problem) = At(operand, key);
        if (isOptional)
            return found ? CelOptional.Of(value) : CelOptional.None;
        return found ? value : throw new CelEvaluationException(problem);
    }

    private static (bool Found, object? Value, string Problem) At(object? operand, object? key) =>
        (operand, key) switch
        {
            (List<object?> list, long i) => i >= 0 && i < list.Count
                ? (true, list[(int)i], "")
                : (false, null, $"index out of bounds: {i}"),
            (Dictionary<object, object?> map, not null) => map.TryGetValue(key, out var value)
                ? (true, value, "")
                : (false, null, $"no such key: {key}"),
            _ => throw new CelEvaluationException("no such overload"),
        };

    private object? Call(CelCall call, CelScope? scope)
    {
        switch (call.Name)
        {
            case "_&&_":
                return ShortCircuit(call, scope, decides: false);
            case "_||_":
                return ShortCircuit(call, scope, decides: true);
            case "_?_:_":
                return Evaluate(call.Arguments[Truth(Evaluate(call.Arguments[0], scope)) ? 1 : 2], scope);
            case "orValue" when call.Target is not null:
                return Evaluate(call.Target, scope) is CelOptional o
                    ? o.HasValue
                        ? o.Value
                        : Evaluate(call.Arguments[0], scope)
                    : throw new CelEvaluationException("no such overload");
        }

        if (call.Target is CelIdentifier { Name: "optional" } && !IsVariable("optional", scope))
            return CelFunctions.Invoke($"optional.{call.Name}", [.. call.Arguments.Select(a => Evaluate(a, scope))], budget);
        var arguments = new List<object?>(call.Arguments.Count + 1);
        if (call.Target is not null)
            arguments.Add(Evaluate(call.Target, scope));
        foreach (var argument in call.Arguments)
            arguments.Add(Evaluate(argument, scope));
        return CelFunctions.Invoke(call.Name, arguments, budget);
    }

    private static bool IsVariable(string name, CelScope? scope) =>
        scope is not null && (scope.Name == name || IsVariable(name, scope.Outer));

    /// <summary>An error on one side gives way when the other side alone decides.</summary>
    private bool ShortCircuit(CelCall call, CelScope? scope, bool decides)
    {
        CelEvaluationException? error = null;
        try
        {
            if (Truth(Evaluate(call.Arguments[0], scope)) == decides)
                return decides;
        }
        catch (CelEvaluationException e) when (!e.IsBudget)
        {
            error = e;
        }

        var right = Truth(Evaluate(call.Arguments[1], scope));
        return right == decides || error is null ? right : throw error;
    }

    private List<object?> ListOf(CelListLiteral literal, CelScope? scope)
    {
        var list = new List<object?>();
        foreach (var (entry, isOptional) in literal.Entries)
        {
            var value = Evaluate(entry, scope);
            if (!isOptional)
                list.Add(value);
            else if (value is CelOptional { HasValue: true } present)
                list.Add(present.Value);
        }

        return list;
    }

    private Dictionary<object, object?> MapOf(CelMapLiteral literal, CelScope? scope)
    {
        var map = new Dictionary<object, object?>(CelKeys.Instance);
        foreach (var (keyNode, valueNode, isOptional) in literal.Entries)
        {
            var key = Evaluate(keyNode, scope) ?? throw new CelEvaluationException("unsupported key type: null_type");
            var value = Evaluate(valueNode, scope);
            if (isOptional && value is not CelOptional { HasValue: true })
                continue;
            if (!map.TryAdd(key, isOptional ? ((CelOptional)value!).Value : value))
                throw new CelEvaluationException($"Failed with repeated key: {key}");
        }

        return map;
    }

    private CelOptional OptionalMap(CelOptionalMap map, CelScope? scope)
    {
        if (Evaluate(map.Operand, scope) is not CelOptional optional)
            throw new CelEvaluationException("no such overload");
        if (!optional.HasValue)
            return CelOptional.None;
        var value = Evaluate(map.Body, new CelScope(map.Variable, optional.Value, scope));
        return map.IsFlat ? value as CelOptional ?? throw new CelEvaluationException("no such overload") : CelOptional.Of(value);
    }
}
