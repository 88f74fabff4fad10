using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>Builds the status, bounded, and tells whether the server's differs.</summary>
internal static class StatusBuilder
{
    /// <summary>The status of an active ClusterNetwork.</summary>
    internal static ClusterNetworkStatus Of(Assessment a)
    {
        var o = a.Observation;
        var (findings, findingsOmitted) = Bounded.List(a.Findings, Shown, f => [f.Rule, f.Severity, f.Subject, f.Message, f.Fix]);
        var (problems, problemsOmitted) = Bounded.List(
            a.Rollout.Status.Problems,
            p => p with { Message = Bounded.Text(p.Message, Bounded.EntryText) },
            p => [p.Node, p.Pod, p.Reason, p.Message]
        );
        return new ClusterNetworkStatus
        {
            ObservedGeneration = o.Network.Generation,
            Provider = a.Intent.Spec?.Provider ?? o.Network.Spec.Text("provider"),
            Version = a.Intent.Rendering?.Version,
            Mtu = a.Intent.Rendering?.Mtu,
            Conditions = Timed(o, Conditions.Of(a)),
            AddressPlan = Plan(a.Intent.Plan?.Capacity) with { Findings = findings, FindingsOmitted = findingsOmitted },
            Rollout = a.Intent.Rendering is null ? null : a.Rollout.Status with { Problems = problems, ProblemsOmitted = problemsOmitted },
            Applied = Applied(a),
            NetworkModel = NetworkModel.Of(a.Intent),
        };
    }

    /// <summary>Gives conditions their generation and times: a time moves only when its condition's status does.</summary>
    internal static IReadOnlyList<Condition> Timed(Observation o, IEnumerable<Verdict> verdicts) =>
        [
            .. verdicts.Select(v => new Condition(
                v.Type,
                v.Status,
                v.Reason,
                Bounded.Text(v.Message, Bounded.ConditionMessage),
                o.Network.Generation,
                Since(o, v)
            )),
        ];

    /// <summary>The status as JSON when the server's differs, else <c>null</c>.</summary>
    internal static JsonObject? WhenChanged(Observation o, ClusterNetworkStatus status)
    {
        var json = StatusJson.Write(status);
        var desired = new JsonObject { ["status"] = json };
        var same = ObjectComparer.Compare(desired, o.Network.Json, ClusterNetworkApi.FieldManager, "status").Count == 0;
        desired.Remove("status");
        return same ? null : json;
    }

    private static AddressPlanStatus Plan(PlanCapacity? capacity) =>
        capacity is null
            ? new AddressPlanStatus()
            : new AddressPlanStatus
            {
                CapacityNodes = capacity.Nodes,
                AllocatedNodes = capacity.Allocated,
                FreeNodes = capacity.Free,
                PodsPerNode = capacity.PodsPerNode,

                // Rounded down: 100 means full.
                UtilizationPercent = (int)Math.Min(int.MaxValue, Math.Floor(capacity.Utilization * 100)),
            };

    private static DateTimeOffset Since(Observation o, Verdict verdict) =>
        ConditionReader.Find(o.Network.Status, verdict.Type) is { } before
        && before.Text("status") == verdict.Status
        && before.Time("lastTransitionTime") is { } since
            ? since
            : o.Now;

    private static FindingStatus Shown(Finding f) =>
        new(
            f.Rule.Id,
            f.Severity.ToString(),
            f.Subject.ToString(),
            Bounded.Text(f.Message, Bounded.EntryText),
            Bounded.Text(f.Fix, Bounded.EntryText),
            f.Acknowledged
        );

    // The hash speaks of the set that was worked through; what failed of it stands in the condition.
    private static AppliedStatus? Applied(Assessment a)
    {
        var before = a.Observation.Network.Status.At("applied");
        var former = before.Text("hash") is { } hash
            ? new AppliedStatus((int)before.Number(0, "objects"), hash, before.Time("lastChange") ?? a.Observation.Now)
            : null;
        if (a.Intent.Rendering is not { } rendering || a.Paused || !a.Plan.IsWorkedThrough)
            return former;
        return former?.Hash == rendering.Hash && former.Objects == rendering.Objects.Count
            ? former
            : new AppliedStatus(rendering.Objects.Count, rendering.Hash, a.Observation.Now);
    }
}
