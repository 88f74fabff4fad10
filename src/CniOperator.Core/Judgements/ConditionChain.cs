namespace CniOperator.Core.Judgements;

/// <summary>A condition as a list of policies in order: the first that applies decides.</summary>
/// <param name="type">The condition's type.</param>
/// <param name="policies">The policies; the last one always applies.</param>
internal sealed class ConditionChain<T>(string type, params IReadOnlyList<ConditionPolicy<T>> policies)
{
    /// <summary>The condition's type.</summary>
    internal string Type => type;

    /// <summary>The policies in order.</summary>
    internal IReadOnlyList<ConditionPolicy<T>> Policies => policies;

    internal ConditionState Of(T input)
    {
        foreach (var policy in policies)
            if (policy.Judge(input) is { } state)
                return state;
        throw new InvalidOperationException($"no policy of condition {type} applies; its last one must always");
    }
}
