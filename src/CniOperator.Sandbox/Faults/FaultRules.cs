namespace CniOperator.Sandbox.Faults;

/// <summary>What goes wrong, on request: rules that tests script and the API server consults for every HTTP request. Thread-safe.</summary>
public sealed class FaultRules
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    /// <summary>Adds a rule; earlier rules win.</summary>
    /// <returns>The rule, whose <see cref="FaultRule.Hits"/> can be asked later and which can be taken out again.</returns>
    public FaultRule Add(FaultRule rule)
    {
        lock (_gate)
            _rules.Add(rule);
        return rule;
    }

    /// <summary>Takes a rule out; requests it is stalling go on.</summary>
    public void Remove(FaultRule rule)
    {
        lock (_gate)
            _rules.Remove(rule);
        rule.Release();
    }

    /// <summary>Takes all rules out.</summary>
    public void Clear()
    {
        FaultRule[] rules;
        lock (_gate)
        {
            rules = [.. _rules];
            _rules.Clear();
        }

        foreach (var rule in rules)
            rule.Release();
    }

    /// <summary>
    /// The first rule that this request sets off, or <c>null</c>. Counts the request against every rule it matches up to that one.
    /// </summary>
    internal FaultRule? Match(string verb, string group, string resource, string subresource, string? ns, string? name)
    {
        lock (_gate)
            return _rules.FirstOrDefault(r => r.Takes(verb, group, resource, subresource, ns, name));
    }

    /// <summary>True when a rule answers 403 to such requests: what access reviews report.</summary>
    internal bool Forbids(string verb, string group, string resource, string subresource, string? ns, string? name)
    {
        lock (_gate)
            return _rules.Any(r => r.Effect is AnswerStatus { Code: 403 } && r.Concerns(verb, group, resource, subresource, ns, name));
    }
}
