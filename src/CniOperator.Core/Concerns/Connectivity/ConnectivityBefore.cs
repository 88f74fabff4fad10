using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Health.Model;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>What the last process wrote of connectivity, to say it again until there is news.</summary>
internal static class ConnectivityBefore
{
    internal static ConnectivityStatus? Of(JsonNode? status) =>
        status.At("connectivity") is JsonObject said && said.Text("summary") is { } summary
            ? new ConnectivityStatus
            {
                Summary = summary,
                ExpectedNodes = Count(said, "expectedNodes"),
                ReportingNodes = Count(said, "reportingNodes"),
                HealthyNodes = Count(said, "healthyNodes"),
                Verdicts = [.. said.Items("verdicts").Select(Verdict)],
                VerdictsOmitted = Count(said, "verdictsOmitted"),
                ObservedAt = said.Time("observedAt"),
            }
            : null;

    internal static IEnumerable<NetworkRequirement> ClausesOf(JsonNode? status) =>
        status
            .Items("networkModel")
            .Where(r => Enum.TryParse<NetworkClause>(r.Text("requirement"), out _))
            .Select(r => new NetworkRequirement(r.Text("requirement") ?? "", r.Text("status") ?? "", r.Text("message") ?? ""));

    private static ConnectivityVerdict Verdict(JsonObject verdict) =>
        new(
            verdict.Text("scope") ?? "",
            verdict.Text("subject") ?? "",
            verdict.Text("class") ?? "",
            verdict.Time("since") ?? default,
            verdict.Text("evidence") ?? "",
            verdict.Text("hint") ?? "",
            verdict.Flag("excused")
        );

    private static int? Count(JsonObject said, string field) => said[field] is null ? null : (int)said.Number(0, field);
}
