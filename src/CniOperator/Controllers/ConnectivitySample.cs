using CniOperator.Core.Connectivity;
using CniOperator.Health.Verdicts;

namespace CniOperator.Controllers;

/// <summary>What metrics say of a network's connectivity: numbers, so that no judgement is held by them.</summary>
/// <param name="Counts">How many nodes are how.</param>
/// <param name="Alarms">How many verdicts raise alarms, by <see cref="VerdictScope"/>.</param>
/// <param name="Proofs">What is proven, by <see cref="HealthArea"/>.</param>
internal sealed record ConnectivitySample(HealthCounts Counts, IReadOnlyList<int> Alarms, IReadOnlyList<Proof> Proofs)
{
    /// <summary>Of what is known; <c>null</c> of nothing.</summary>
    public static ConnectivitySample? Of(ConnectivityFacts? facts)
    {
        if (facts?.Judgement is not { } judgement)
            return null;
        var alarms = new int[Enum.GetValues<VerdictScope>().Length];
        foreach (var verdict in judgement.Verdicts)
            alarms[(int)verdict.Scope] += verdict.Alarm ? 1 : 0;
        return new ConnectivitySample(judgement.Counts, alarms, [.. judgement.Areas.Select(a => a.Proof)]);
    }
}
