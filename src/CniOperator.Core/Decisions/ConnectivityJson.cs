using System.Text.Json.Nodes;
using CniOperator.Core.Api;

namespace CniOperator.Core.Decisions;

/// <summary>Writes <c>status.connectivity</c>.</summary>
internal static class ConnectivityJson
{
    internal static JsonObject Write(ConnectivityStatus connectivity)
    {
        var json = new JsonObject { ["summary"] = connectivity.Summary };
        StatusJson.Add(json, "expectedNodes", connectivity.ExpectedNodes);
        StatusJson.Add(json, "reportingNodes", connectivity.ReportingNodes);
        StatusJson.Add(json, "healthyNodes", connectivity.HealthyNodes);
        json["verdicts"] = StatusJson.List(connectivity.Verdicts, Verdict);
        StatusJson.Add(json, "verdictsOmitted", connectivity.VerdictsOmitted);
        StatusJson.Add(json, "observedAt", connectivity.ObservedAt is { } at ? StatusJson.Time(at) : null);
        return json;
    }

    private static JsonObject Verdict(ConnectivityVerdict verdict)
    {
        var json = new JsonObject
        {
            ["scope"] = verdict.Scope,
            ["subject"] = verdict.Subject,
            ["class"] = verdict.Class,
            ["since"] = StatusJson.Time(verdict.Since),
            ["evidence"] = verdict.Evidence,
            ["hint"] = verdict.Hint,
        };
        StatusJson.Add(json, "excused", verdict.Excused ? true : null);
        return json;
    }
}
