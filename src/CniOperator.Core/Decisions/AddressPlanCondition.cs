using CniOperator.Core.AddressPlan;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>The condition <c>AddressPlanValid</c>: whether the networks of spec, cluster and nodes fit each other.</summary>
internal static class AddressPlanCondition
{
    private const int Named = 3;

    private static readonly ObjectKey AnyNode = new("v1", "Node", null, "");

    internal static Verdict Of(Assessment a)
    {
        const string Type = ConditionTypes.AddressPlanValid;
        var errors = a
            .Intent.Findings.Where(IsAboutAddresses)
            .Concat(a.Intent.Addresses)
            .Where(f => f.Severity == Severity.Error)
            .Distinct()
            .ToList();
        var blocking = errors.Where(f => f.Blocks).ToList();
        if (blocking.Count > 0)
            return Verdict.False(Type, ConditionReasons.Invalid, FindingWords.Of(blocking));
        if (!a.Intent.Readable)
            return Verdict.Unknown(Type, ConditionReasons.SpecUnreadable, "the spec cannot be read, see Applied");
        if (a.Observation.GapFor(AnyNode) is { } hidden)
            return Verdict.Unknown(Type, ConditionReasons.OfWatch(hidden), $"nodes were not compared with the plan: {hidden.Message}");
        return errors.Count > 0
            ? Verdict.True(Type, ConditionReasons.Acknowledged, $"acknowledged: {Overruled(errors)}")
            : Verdict.True(Type, ConditionReasons.Valid, $"the networks fit each other and the cluster{Room(a.Intent.Plan?.Capacity)}");
    }

    private static string Overruled(List<Finding> errors) =>
        string.Join(", ", errors.GroupBy(f => f.Rule).Select(r => $"{r.Key} ({Subjects([.. r])})"));

    private static string Subjects(List<Finding> findings) =>
        string.Join(", ", findings.Take(Named).Select(f => f.Subject))
        + (findings.Count > Named ? $" and {findings.Count - Named} more" : "");

    private static string Room(PlanCapacity? room) =>
        room is null
            ? ""
            : $"; {room.Allocated} of the {room.Nodes} nodes that fit have their share, with addresses for {room.PodsPerNode} pods each";

    private static bool IsAboutAddresses(Finding finding) =>
        finding.Rule.Area == RuleArea.Addresses
        || (finding.Subject is FieldSubject field && (field.IsWithin("spec.podNetwork") || field.IsWithin("spec.serviceNetwork")));
}
