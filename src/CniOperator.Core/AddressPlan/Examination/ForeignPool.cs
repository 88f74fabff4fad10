using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>A pool of the cluster that the spec does not have.</summary>
internal static class ForeignPool
{
    /// <summary>The object.</summary>
    internal static Subject SubjectOf(PlanContext plan, LivePool pool) =>
        plan.Input.Addon?.PoolObjects is { } objects
            ? new ObjectSubject(new ObjectKey(objects.ApiVersion, objects.Kind, null, pool.Name))
            : new FieldSubject(pool.Name);
}
