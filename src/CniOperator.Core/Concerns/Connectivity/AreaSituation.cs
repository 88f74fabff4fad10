using CniOperator.Core.Judgements;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>What one of the conditions that health agents tell is decided from.</summary>
/// <param name="Situation">What is, and what should be.</param>
/// <param name="Area">The area that the condition is about.</param>
/// <param name="Type">The condition's type.</param>
internal sealed record AreaSituation(Situation Situation, HealthArea Area, string Type)
{
    /// <summary>What is proven; <c>null</c> before anything was judged.</summary>
    internal AreaResult? Result => Situation.Facts.Connectivity is { } known ? known.Judgement[Area] : null;

    /// <summary>Agents are asked, so that what they say counts.</summary>
    internal bool IsObserved => Situation.IsObserved();
}
