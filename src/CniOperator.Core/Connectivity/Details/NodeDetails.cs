using System.Text.Json.Nodes;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Connectivity.Details;

/// <summary>How each node is, and what its canary last said of itself.</summary>
internal static class NodeDetails
{
    internal static JsonArray Of(HealthFacts facts, HealthJudgement judgement, NewestReports reports, string? name)
    {
        var nodes = new List<JsonNode?>(name is null ? judgement.Nodes.Count : 1);
        foreach (var node in judgement.Nodes)
        {
            if ((name is null || node.Name == name) && reports.NumberOf(node.Node) is { } number)
                nodes.Add(Node(facts, node, facts.Nodes[number].Zone, reports.Canary(number)));
        }

        return new JsonArray([.. nodes]);
    }

    private static JsonObject Node(HealthFacts facts, NodeHealth node, string zone, ReceivedReport? canary)
    {
        var json = new JsonObject { ["name"] = node.Name, ["state"] = node.State.ToString() };
        if (zone.Length > 0)
            json["zone"] = zone;
        if (node.Notes != NodeNotes.None)
            json["notes"] = node.Notes.ToString();
        if (node.Reason.Length > 0)
            json["reason"] = node.Reason;
        if (canary is not { } said)
            return json;
        json["reportedSecondsAgo"] = Math.Round(Math.Max(0, (facts.Now - said.Came).TotalSeconds), 1);
        json["rounds"] = said.Report.Rounds;
        if (said.Report.TimerLagMilliseconds > 0)
            json["lagMilliseconds"] = said.Report.TimerLagMilliseconds;
        return json;
    }
}
