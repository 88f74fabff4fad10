using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>Connectivity as the status has it, bounded.</summary>
internal static class ConnectivityReport
{
    private const string NotObserved = "not observed";

    internal static ConnectivityStatus Of(Situation s)
    {
        if (ConnectivityConcern.BelievesBefore(s) && ConnectivityBefore.Of(s.Facts.Network.Status) is { } before)
            return before;
        if (s.Known() is not { } known)
            return new ConnectivityStatus { Summary = NotObserved };
        var judgement = known.Judgement;
        var counts = judgement.Counts;
        var (verdicts, omitted) = Bounded.List(
            [.. judgement.Verdicts.OrderByDescending(v => v.Alarm)],
            v => Shown(v, s),
            v => [v.Scope, v.Subject, v.Class, v.Evidence, v.Hint]
        );
        return new ConnectivityStatus
        {
            Summary = Summary(judgement),
            ExpectedNodes = counts.Expected,
            ReportingNodes = counts.Reporting,
            HealthyNodes = counts.Healthy,
            Verdicts = verdicts,
            VerdictsOmitted = omitted,
            ObservedAt = known.JudgedAt,
        };
    }

    /// <summary>The clauses of the Kubernetes network model.</summary>
    internal static IEnumerable<NetworkRequirement> Clauses(Situation s) =>
        ConnectivityConcern.BelievesBefore(s) ? ConnectivityBefore.ClausesOf(s.Facts.Network.Status)
        : s.Known() is { } known
            ? known.Model.Select(c => new NetworkRequirement(
                c.Clause.ToString(),
                c.Proof.ToString(),
                Bounded.Text(c.Evidence, Bounded.EntryText)
            ))
        : [];

    private static string Summary(HealthJudgement judgement)
    {
        var nodes = $"{judgement.Counts.Healthy}/{judgement.Counts.Expected}";
        List<Verdict> alarms = [.. judgement.Verdicts.Where(v => v.Alarm)];
        return alarms.Count == 0 ? nodes
            : alarms.Count == 1 ? $"{nodes} {alarms[0].Class} {alarms[0].Subject.Name}"
            : $"{nodes} {alarms[0].Class} {alarms[0].Subject.Name} +{alarms.Count - 1}";
    }

    // What was seen before a restart of the operator began then.
    private static ConnectivityVerdict Shown(Verdict verdict, Situation s)
    {
        var (scope, kind) = (verdict.Scope.ToString(), verdict.Class.ToString());
        var before = s
            .Facts.Network.Status.Items("connectivity", "verdicts")
            .FirstOrDefault(v => v.Text("scope") == scope && v.Text("subject") == verdict.Subject.Name && v.Text("class") == kind)
            .Time("since");
        return new ConnectivityVerdict(
            scope,
            Bounded.Text(verdict.Subject.Name, Bounded.EntryText),
            kind,
            before < verdict.Since ? before.Value : verdict.Since,
            Bounded.Text($"{verdict.Title}: {verdict.Evidence}", Bounded.EntryText),
            Bounded.Text(verdict.Hint, Bounded.EntryText),
            !verdict.Alarm
        );
    }
}
