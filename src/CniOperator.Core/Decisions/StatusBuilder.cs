using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>Builds the status, bounded, and tells whether the server's differs.</summary>
internal static class StatusBuilder
{
    /// <summary>The status of an active ClusterNetwork: what every concern fills in.</summary>
    internal static ClusterNetworkStatus Of(Situation s, IReadOnlyList<Judgement> judgements, IReadOnlyList<ConditionState> conditions)
    {
        var rendering = s.Desired.DefaultNetwork?.Rendering;
        var status = Bare(s.Facts, conditions) with
        {
            Provider = s.Desired.Spec?.Spec?.Provider ?? s.Facts.Network.SpecJson.Text("provider"),
            Version = rendering?.Version,
            Mtu = rendering?.Mtu,
        };
        var (findings, omitted) = Bounded.List([.. judgements.SelectMany(j => j.Findings), .. s.Desired.Findings], Shown, f =>
            [f.Rule, f.Severity, f.Subject, f.Message, f.Fix]
        );
        var whole = judgements.Aggregate(status, (before, judgement) => judgement.Status(before));
        return whole with
        {
            AddressPlan = (whole.AddressPlan ?? new AddressPlanStatus()) with { Findings = findings, FindingsOmitted = omitted },
        };
    }

    /// <summary>A status with conditions alone: a time moves only when its condition's status does.</summary>
    internal static ClusterNetworkStatus Bare(Facts facts, IEnumerable<ConditionState> conditions) =>
        new()
        {
            ObservedGeneration = facts.Network.Generation,
            Conditions =
            [
                .. conditions.Select(c => new Condition(
                    c.Type,
                    c.Status,
                    c.Reason,
                    Bounded.Text(c.Message, Bounded.ConditionMessage),
                    facts.Network.Generation,
                    Since(facts, c)
                )),
            ],
        };

    /// <summary>The status as JSON when the server's differs, else <c>null</c>.</summary>
    internal static JsonObject? WhenChanged(Facts facts, ClusterNetworkStatus status)
    {
        var json = StatusJson.Write(status);
        var desired = new JsonObject { ["status"] = json };
        var same = ObjectComparer.Compare(desired, facts.Network.Json, ClusterNetworkApi.FieldManager, "status").Count == 0;
        desired.Remove("status");
        return same ? null : json;
    }

    private static DateTimeOffset Since(Facts facts, ConditionState condition) =>
        ConditionReader.Find(facts.Network.Status, condition.Type) is { } before
        && before.Text("status") == condition.Status
        && before.Time("lastTransitionTime") is { } since
            ? since
            : facts.Now;

    private static FindingStatus Shown(Finding f) =>
        new(
            f.Rule.Id,
            f.Severity.ToString(),
            f.Subject.ToString(),
            Bounded.Text(f.Message, Bounded.EntryText),
            Bounded.Text(f.Fix, Bounded.EntryText),
            f.Acknowledged
        );
}
