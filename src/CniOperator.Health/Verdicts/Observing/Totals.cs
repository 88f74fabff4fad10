namespace CniOperator.Health.Verdicts.Observing;

/// <summary>What all edges together showed.</summary>
internal readonly record struct Totals
{
    internal int Edges { get; init; }
    internal int Failed { get; init; }
    internal int SameNode { get; init; }
    internal int SameNodeFailed { get; init; }
    internal long Sent { get; init; }
    internal long Lost { get; init; }
    internal int Translated { get; init; }
    internal int WrongNode { get; init; }
    internal int PolicyAllowed { get; init; }
    internal int PolicyAllowedFailed { get; init; }
    internal int PolicyDenied { get; init; }
    internal int PolicyDeniedFailed { get; init; }
}
