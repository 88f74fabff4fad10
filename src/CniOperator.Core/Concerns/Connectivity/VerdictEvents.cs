using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>Events when a verdict comes and when it goes: what was told before is in the status.</summary>
internal static class VerdictEvents
{
    // Of many at once the largest come first; the rest is in the status.
    private const int Most = 5;

    internal static IReadOnlyList<Event> Of(Situation s)
    {
        if (s.Known() is not { } known)
            return [];
        List<JsonObject> before = [.. s.Facts.Network.Status.Items("connectivity", "verdicts").Where(v => !v.Flag("excused"))];
        List<Verdict> now = [.. known.Judgement.Verdicts.Where(v => v.Alarm)];
        var omitted = s.Facts.Network.Status.Number(0, "connectivity", "verdictsOmitted") > 0;
        return
        [
            // Of those that were left out it is not known whether they were told.
            .. Bounded(now.Where(v => !omitted && !before.Exists(b => IsSame(b, v))), Begun),
            // What is only called otherwise now, as more is known of it, is not over.
            .. Bounded(before.Where(b => !now.Exists(v => IsAbout(b, v))), Over),
        ];
    }

    private static IEnumerable<Event> Bounded<T>(IEnumerable<T> all, Func<T, Event> told) => all.Take(Most).Select(told);

    private static Event Begun(Verdict verdict) => new(true, EventReasons.ConnectivityLost, $"{verdict}. To do: {verdict.Hint}");

    private static Event Over(JsonObject verdict) =>
        new(false, EventReasons.ConnectivityRestored, $"{verdict.Text("subject")}: {verdict.Text("class")} is over");

    private static bool IsSame(JsonObject told, Verdict verdict) =>
        told.Text("class") == verdict.Class.ToString() && IsAbout(told, verdict);

    private static bool IsAbout(JsonObject told, Verdict verdict) =>
        told.Text("scope") == verdict.Scope.ToString() && told.Text("subject") == verdict.Subject.Name;
}
