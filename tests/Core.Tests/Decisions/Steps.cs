using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>Looks into the waves of a decision, and refuses steps of it.</summary>
internal static class Steps
{
    internal static IEnumerable<Step> AllSteps(this Decision decision) => decision.Waves.SelectMany(w => w);

    internal static IEnumerable<ApplyStep> Applies(this Decision decision) => decision.AllSteps().OfType<ApplyStep>();

    internal static IEnumerable<DeleteStep> Deletes(this Decision decision) => decision.AllSteps().OfType<DeleteStep>();

    /// <summary>The server's refusal of a step, as the executor reports it.</summary>
    internal static ApplyFailure Refused(this World world, Step step, int code, string reason, string message)
    {
        var attempts = (world.Memory.Failures.GetValueOrDefault(step.Key)?.Attempts ?? 0) + 1;
        var verb = step is DeleteStep ? "delete" : "patch";
        return new ApplyFailure(step.Key, "things", verb, code, reason, message, attempts, world.Now + ApplyFailure.Pause(attempts, null));
    }
}
