using CniOperator.Core.Api;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>What <c>Ready</c> says of connectivity.</summary>
internal static class ConnectivityWords
{
    /// <summary>The end of a sentence, for a network that is Ready.</summary>
    internal static string ForReady(Situation s, IReadOnlyList<ConditionState> deciding)
    {
        if (deciding.FirstOrDefault(c => c.Type == ConditionTypes.PodToPod) is { } proven)
            return proven.Message;
        return s.Desired.WantsAgents
            ? "whether pods reach each other is not observed by this operator, which runs without --health-address"
            : "whether pods reach each other is not observed: spec.health.enabled is false";
    }
}
