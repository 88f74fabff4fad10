using System.Text.Json.Nodes;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Connectivity.Details;

/// <summary>How many edges from pod to pod fail between zones: a picture of clusters too large for one of nodes.</summary>
internal static class ZoneDetails
{
    /// <summary>The most zones; further ones, those with the fewest nodes, are taken together.</summary>
    internal const int Most = 20;

    /// <summary>What those that are taken together are called.</summary>
    internal const string Others = "others";

    internal static JsonArray Of(HealthFacts facts, NewestReports reports)
    {
        var names = Names(facts);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var zone = 0; zone < names.Count; zone++)
            numbers.TryAdd(names[zone], zone);
        var zones = new int[facts.Nodes.Count];
        for (var i = 0; i < zones.Length; i++)
            zones[i] = numbers.GetValueOrDefault(facts.Nodes[i].Zone, names.Count - 1);
        var (edges, failed) = Count(facts, reports, zones, names.Count);
        var pairs = new List<JsonNode?>();
        for (var pair = 0; pair < edges.Length; pair++)
        {
            if (edges[pair] > 0)
                pairs.Add(
                    new JsonObject
                    {
                        ["from"] = names[pair / names.Count],
                        ["to"] = names[pair % names.Count],
                        ["edges"] = edges[pair],
                        ["failed"] = failed[pair],
                    }
                );
        }

        return new JsonArray([.. pairs]);
    }

    private static (int[] Edges, int[] Failed) Count(HealthFacts facts, NewestReports reports, int[] zones, int count)
    {
        var (edges, failed) = (new int[count * count], new int[count * count]);
        for (var from = 0; from < facts.Nodes.Count; from++)
        {
            foreach (var report in reports.Fresh(from))
            {
                foreach (var edge in report.Edges)
                {
                    if (edge is not { Kind: ProbeKind.PodToPod, Rounds: > 0 } || reports.NumberOf(edge.Target) is not { } to)
                        continue;
                    var pair = zones[from] * count + zones[to];
                    edges[pair]++;
                    failed[pair] += edge.FailedLast ? 1 : 0;
                }
            }
        }

        return (edges, failed);
    }

    private static List<string> Names(HealthFacts facts)
    {
        var sizes = facts.Nodes.CountBy(n => n.Zone, StringComparer.Ordinal).ToList();
        List<string> kept =
        [
            .. sizes
                .OrderByDescending(s => s.Value)
                .ThenBy(s => s.Key, StringComparer.Ordinal)
                .Take(sizes.Count > Most ? Most - 1 : Most)
                .Select(s => s.Key)
                .Order(StringComparer.Ordinal),
        ];
        if (sizes.Count > Most)
            kept.Add(Others);
        return kept;
    }
}
