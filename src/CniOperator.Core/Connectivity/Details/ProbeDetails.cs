using System.Text.Json.Nodes;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Connectivity.Details;

/// <summary>How probes of each kind went in the last minute, over all edges.</summary>
internal static class ProbeDetails
{
    internal static JsonArray Of(HealthFacts facts, NewestReports reports)
    {
        var kinds = new SortedDictionary<ProbeKind, KindTotals>();
        for (var node = 0; node < facts.Nodes.Count; node++)
        {
            foreach (var report in reports.Fresh(node))
            {
                foreach (var edge in report.Edges)
                {
                    if (edge.Rounds < 1 || edge.Kind == ProbeKind.SelfTest)
                        continue;
                    if (!kinds.TryGetValue(edge.Kind, out var totals))
                        kinds.Add(edge.Kind, totals = new KindTotals());
                    totals.Edges++;
                    totals.Failed += edge.FailedLast ? 1 : 0;
                    totals.Sent += edge.Sent;
                    totals.Lost += edge.Lost;
                    totals.Worst = Math.Max(totals.Worst, edge.WorstMicroseconds);
                    if (edge.MedianMicroseconds > 0)
                        totals.Medians.Add(edge.MedianMicroseconds);
                }
            }
        }

        return new JsonArray([.. kinds.Select(k => Json(k.Key, k.Value))]);
    }

    private static JsonObject Json(ProbeKind kind, KindTotals totals)
    {
        var json = new JsonObject
        {
            ["kind"] = kind.ToString(),
            ["edges"] = totals.Edges,
            ["failed"] = totals.Failed,
            ["sent"] = totals.Sent,
            ["lost"] = totals.Lost,
        };
        if (totals.Medians.Count == 0)
            return json;
        totals.Medians.Sort();
        json["medianMicroseconds"] = totals.Quantile(0.5);
        json["slowMicroseconds"] = totals.Quantile(0.99);
        json["worstMicroseconds"] = totals.Worst;
        return json;
    }

    private sealed class KindTotals
    {
        internal int Edges { get; set; }

        internal int Failed { get; set; }

        internal long Sent { get; set; }

        internal long Lost { get; set; }

        internal int Worst { get; set; }

        /// <summary>Of each edge where something came back, the median.</summary>
        internal List<int> Medians { get; } = [];

        internal int Quantile(double share) => Medians[(int)(share * (Medians.Count - 1))];
    }
}
