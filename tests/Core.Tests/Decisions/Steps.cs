using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>Looks into the waves of a decision.</summary>
internal static class Steps
{
    internal static IEnumerable<Step> AllSteps(this Decision decision) => decision.Waves.SelectMany(w => w);

    internal static IEnumerable<ApplyStep> Applies(this Decision decision) => decision.AllSteps().OfType<ApplyStep>();

    internal static IEnumerable<DeleteStep> Deletes(this Decision decision) => decision.AllSteps().OfType<DeleteStep>();
}
