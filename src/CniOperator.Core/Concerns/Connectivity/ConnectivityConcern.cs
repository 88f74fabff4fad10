using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>
/// Pods reach pods, and kubelets reach pods, as health agents prove all the time. Silence is never health; but a process that has just
/// started has heard nothing yet, and says what was proven before until agents have had their time.
/// </summary>
internal static class ConnectivityConcern
{
    /// <summary>
    /// How long what was proven is believed after a start: agents report every half minute, and learn within a minute or two that the
    /// operator is on another node (the kubelet's sync of a ConfigMap).
    /// </summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>A fault that lasts so long does not go by itself.</summary>
    internal static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    private static readonly HealthArea[] Deciding = [HealthArea.PodToPod, HealthArea.KubeletToPod, HealthArea.Coverage];

    /// <summary>What decides on each of the conditions, in order.</summary>
    internal static ConditionChain<AreaSituation> Chain { get; } =
        new(
            string.Join("`, `", ConditionTypes.Connectivity),
            new("nothing is rendered", NothingRendered),
            new("health is switched off", Disabled),
            new("this process takes no reports", NotObserved),
            new("it was proven, and the operator has just started", ProvenBefore),
            new("nothing was judged yet", Starting),
            new("what agents prove", Proven)
        );

    internal static Judgement Judge(Situation s)
    {
        List<ConditionState> conditions =
        [
            .. Enum.GetValues<HealthArea>().Select(a => new AreaSituation(s, a, ConditionTypes.Connectivity[(int)a])).Select(Condition),
        ];
        List<DateTimeOffset> failing =
        [
            .. conditions.Where(c => c is { Decides: true, Status: "False" }).Select(c => FailsSince(c.Type, s)),
        ];
        return new Judgement
        {
            Conditions = conditions,
            Steps = NodeConditions.Steps(s),
            Events = VerdictEvents.Of(s),
            Status = status =>
                status with
                {
                    Connectivity = ConnectivityReport.Of(s),
                    NetworkModel = [.. status.NetworkModel, .. ConnectivityReport.Clauses(s)],
                },
            LookAgainAt = failing
                .Select(since => (DateTimeOffset?)since + Lasting)
                .Append(s.Facts.Connectivity is { } known && IsYoung(s) ? known.Since + Patience : null)
                .Where(t => t > s.Facts.Now)
                .Min(),
            Settled = failing.Count == 0,
            Stuck = failing.Exists(since => since + Lasting <= s.Facts.Now),
        };
    }

    private static DateTimeOffset FailsSince(string type, Situation s) =>
        ConditionReader.Find(s.Facts.Network.Status, type) is { } before
        && before.Text("status") == "False"
        && before.Time("lastTransitionTime") is { } since
            ? since
            : s.Facts.Now;

    /// <summary>The operator has just started, and what it has heard proves nothing yet that was proven before.</summary>
    internal static bool BelievesBefore(Situation s)
    {
        var pods = new AreaSituation(s, HealthArea.PodToPod, ConditionTypes.PodToPod);
        return pods.IsObserved && ProvenBefore(pods) is not null;
    }

    private static ConditionState Condition(AreaSituation a) => Chain.Of(a) with { Decides = a.IsObserved && Deciding.Contains(a.Area) };

    private static ConditionState? NothingRendered(AreaSituation a) =>
        a.Situation.Desired.DefaultNetwork is null
            ? ConditionState.Unknown(
                a.Type,
                ConditionReasons.NothingRendered,
                "without a valid spec it is not known what should be reached"
            )
            : null;

    private static ConditionState? Disabled(AreaSituation a) =>
        a.Situation.Desired.WantsAgents
            ? null
            : ConditionState.Unknown(
                a.Type,
                ConditionReasons.HealthDisabled,
                "spec.health.enabled is false: connectivity is not observed; set it to true, or test it yourself"
            );

    private static ConditionState? NotObserved(AreaSituation a) =>
        a.Situation.Facts.Agents is null
            ? ConditionState.Unknown(
                a.Type,
                ConditionReasons.NotObserved,
                "this operator takes no reports of health agents: run it with --health-address (config/install does), or test connectivity yourself"
            )
            : null;

    private static ConditionState? ProvenBefore(AreaSituation a) =>
        IsYoung(a.Situation)
        && a.Result is null or { Proof: Proof.Unknown }
        && ConditionReader.Find(a.Situation.Facts.Network.Status, a.Type) is { } before
        && before.Text("status") == "True"
            ? ConditionState.True(a.Type, before.Text("reason") ?? "", before.Text("message") ?? "")
            : null;

    private static ConditionState? Starting(AreaSituation a) =>
        a.Result is null
            ? ConditionState.Unknown(
                a.Type,
                ConditionReasons.Starting,
                "no report of a health agent has come yet since the operator started"
            )
            : null;

    private static ConditionState Proven(AreaSituation a) =>
        a.Result! switch
        {
            { Proof: Proof.Fail } fails => ConditionState.False(a.Type, fails.Reason, fails.Message),
            { Proof: Proof.Pass } passes => ConditionState.True(a.Type, passes.Reason, passes.Message),
            // What the cluster does not have cannot fail.
            { Proof: Proof.NotApplicable, Reason: not "NoMtu" } none => ConditionState.True(a.Type, none.Reason, none.Message),
            var unknown => ConditionState.Unknown(a.Type, unknown.Reason, unknown.Message),
        };

    // Before the first judgement the process is as young as can be.
    private static bool IsYoung(Situation s) => s.Facts.Connectivity is not { } known || s.Facts.Now < known.Since + Patience;
}
