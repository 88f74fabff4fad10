using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns;

/// <summary>The networks of spec, cluster and nodes fit each other.</summary>
internal static class AddressPlanConcern
{
    private const string Type = ConditionTypes.AddressPlanValid;

    private const int Named = 3;

    private static readonly ObjectKey AnyNode = new("v1", "Node", null, "");

    /// <summary>What decides on the condition, in order.</summary>
    internal static ConditionChain<Situation> Chain { get; } =
        new(
            Type,
            new("an error about addresses", Invalid),
            new("the spec cannot be read", Unreadable),
            new("nodes cannot be seen", NodesHidden),
            new("errors are acknowledged", Acknowledged),
            new("the networks fit each other", Valid)
        );

    internal static Judgement Judge(Situation s) =>
        new()
        {
            Conditions = [Chain.Of(s)],
            Events = [.. NodeEvents.Of(s)],
            Status = status => status with { AddressPlan = Status(s.Desired.AddressPlan?.Capacity) },
            LookAgainAt = s.Facts.NodesJoinUntil,
            Stuck = s.Desired.Findings.Any(f => f.Blocks),
        };

    private static ConditionState? Invalid(Situation s)
    {
        List<Finding> blocking = [.. Errors(s).Where(f => f.Blocks)];
        if (blocking.Count == 0)
            return null;
        return ConditionState.False(
            Type,
            ConditionReasons.Invalid,
            s.Desired.Held ? FindingWords.Held("", blocking) : FindingWords.Of(blocking)
        );
    }

    private static ConditionState? Unreadable(Situation s) =>
        s.Desired.Readable ? null : ConditionState.Unknown(Type, ConditionReasons.SpecUnreadable, "the spec cannot be read, see Applied");

    private static ConditionState? NodesHidden(Situation s) =>
        s.Facts.GapFor(AnyNode) is { } gap
            ? ConditionState.Unknown(Type, gap.ConditionReason, $"nodes were not compared with the plan: {gap.Message}")
            : null;

    private static ConditionState? Acknowledged(Situation s)
    {
        var rules = Errors(s).GroupBy(f => f.Rule.Id, StringComparer.Ordinal).Select(r => $"{r.Key} ({Subjects([.. r])})").ToList();
        return rules.Count == 0
            ? null
            : ConditionState.True(Type, ConditionReasons.Acknowledged, $"acknowledged: {string.Join(", ", rules)}");
    }

    private static ConditionState Valid(Situation s) =>
        ConditionState.True(
            Type,
            ConditionReasons.Valid,
            $"the networks fit each other and the cluster{Room(s.Desired.AddressPlan?.Capacity)}"
        );

    private static string Subjects(List<Finding> findings) =>
        string.Join(", ", findings.Take(Named).Select(f => f.Subject))
        + (findings.Count > Named ? $" and {findings.Count - Named} more" : "");

    private static string Room(PlanCapacity? room) =>
        room is null
            ? ""
            : $"; {room.Allocated} of the {room.Nodes} nodes that fit have their share, with addresses for {room.PodsPerNode} pods each";

    private static IEnumerable<Finding> Errors(Situation s) =>
        s.Desired.Findings.Where(f => f.Severity == Severity.Error && IsAboutAddresses(f));

    private static bool IsAboutAddresses(Finding finding) =>
        finding.Rule.Area == RuleArea.Addresses
        || (finding.Subject is FieldSubject field && (field.IsWithin("spec.podNetwork") || field.IsWithin("spec.serviceNetwork")));

    private static AddressPlanStatus Status(PlanCapacity? capacity) =>
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
}
