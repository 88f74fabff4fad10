using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Connectivity.Details;

/// <summary>
/// All that is known of a network's connectivity, as a document for people and programs: more than a status may hold, and bounded all the
/// same. A field without content is left out.
/// </summary>
public static class ConnectivityDetails
{
    /// <summary>Up to so many nodes each edge is listed, and a matrix can be drawn of them; above, failing ones and zones are.</summary>
    public const int MatrixNodes = 40;

    /// <summary>The most verdicts that are listed: large things first.</summary>
    public const int MostVerdicts = 500;

    /// <summary>The most edges that are listed above <see cref="MatrixNodes"/>.</summary>
    public const int MostEdges = 500;

    /// <summary>The document.</summary>
    /// <param name="network">The ClusterNetwork's name.</param>
    /// <param name="facts">What the judgement rests on.</param>
    /// <param name="judgement">What the facts mean.</param>
    /// <param name="node">
    /// Only this node, and every edge from and to it; <c>null</c> for all nodes. Of a name that no node has no node is listed.
    /// </param>
    public static JsonObject Of(string network, HealthFacts facts, HealthJudgement judgement, string? node = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(judgement);
        var reports = new NewestReports(facts);
        var json = new JsonObject
        {
            ["network"] = network,
            ["judgedAt"] = facts.Now.ToMicroTime(),
            ["intervalSeconds"] = facts.Settings.Round.TotalSeconds,
            ["areas"] = JsonNodes.ListOf(judgement.Areas.Select(Area)),
            ["counts"] = Counts(judgement.Counts),
            ["verdicts"] = JsonNodes.ListOf(judgement.Verdicts.Take(MostVerdicts).Select(Verdict)),
        };
        if (judgement.Verdicts.Count > MostVerdicts)
            json["verdictsOmitted"] = judgement.Verdicts.Count - MostVerdicts;
        json["nodes"] = NodeDetails.Of(facts, judgement, reports, node);
        if (node is null)
            json["probes"] = ProbeDetails.Of(facts, reports);
        new EdgeDetails(facts, reports).AddTo(json, node);
        if (node is null && facts.Nodes.Count > MatrixNodes)
            json["zones"] = ZoneDetails.Of(facts, reports);
        return json;
    }

    private static JsonObject Area(AreaResult area) =>
        new()
        {
            ["area"] = ConditionTypes.Connectivity[(int)area.Area],
            ["proof"] = area.Proof.ToString(),
            ["reason"] = area.Reason,
            ["message"] = area.Message,
        };

    private static JsonObject Counts(HealthCounts counts) =>
        new()
        {
            ["expected"] = counts.Expected,
            ["reporting"] = counts.Reporting,
            ["healthy"] = counts.Healthy,
            ["faulty"] = counts.Faulty,
            ["suspect"] = counts.Suspect,
            ["unknown"] = counts.Unknown,
            ["excused"] = counts.Excused,
        };

    private static JsonObject Verdict(Verdict verdict) =>
        new()
        {
            ["scope"] = verdict.Scope.ToString(),
            ["subject"] = verdict.Subject.Name,
            ["class"] = verdict.Class.ToString(),
            ["since"] = verdict.Since.ToApiTime(),
            ["alarm"] = verdict.Alarm,
            ["evidence"] = $"{verdict.Title}: {verdict.Evidence}",
            ["hint"] = verdict.Hint,
        };
}
