using CniOperator.Core.Connectivity;
using CniOperator.Health.Verdicts;

namespace CniOperator.Connectivity;

/// <summary>Whether two plans ask for the same; they are made again with each decision.</summary>
internal static class PlanComparer
{
    internal static bool Same(HealthPlan one, HealthPlan other) =>
        ReferenceEquals(one, other)
        || (
            one.Network == other.Network
            && one.Keys.Says(other.Keys)
            && one.Probing == other.Probing
            && one.Graph == other.Graph
            && one.Judging == other.Judging
            && Same(one.Expected, other.Expected)
            && (one.CanaryService, one.LocalCanaryService, one.LocalEchoService)
                == (other.CanaryService, other.LocalCanaryService, other.LocalEchoService)
        );

    private static bool Same(HealthExpectations one, HealthExpectations other) =>
        one.Families.SequenceEqual(other.Families) && one with { Families = other.Families } == other;
}
