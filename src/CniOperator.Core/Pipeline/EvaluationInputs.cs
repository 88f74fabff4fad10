using CniOperator.Core.AddressPlan;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Pipeline;

/// <summary>What an evaluation is made from. Recognised by reference, as those who make them keep what did not change.</summary>
internal sealed record EvaluationInputs(RenderResult Rendering, PlanReport? Plan, CoexistenceInput Cluster)
{
    internal static bool Same(EvaluationInputs one, EvaluationInputs other) =>
        ReferenceEquals(one.Rendering, other.Rendering)
        && ReferenceEquals(one.Plan, other.Plan)
        && CoexistenceInput.Same(one.Cluster, other.Cluster);
}
