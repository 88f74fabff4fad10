using CniOperator.Core.Connectivity;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>Whether, and what of, connectivity is observed in a situation.</summary>
internal static class ConnectivityKnowledge
{
    /// <summary>Agents are asked, and this process takes their reports.</summary>
    internal static bool IsObserved(this Situation s) => s is { Desired.WantsAgents: true, Facts.Agents: not null };

    /// <summary>What their reports mean; <c>null</c> while nothing was judged, or nothing is observed.</summary>
    internal static ConnectivityFacts? Known(this Situation s) => s.IsObserved() ? s.Facts.Connectivity : null;
}
