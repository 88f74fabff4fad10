using System.Text.Json.Nodes;
using CniOperator.Commands.Plan;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Connectivity;

/// <summary>What the operator's page of connectivity says; one of another version may have written it.</summary>
internal sealed class Details
{
    private static readonly string[] Deciding = [ConditionTypes.PodToPod, ConditionTypes.KubeletToPod, ConditionTypes.Coverage];

    public Details(JsonObject json)
    {
        Json = json;
        Nodes = [.. json.Items("nodes").Select(SeenNode.Of).OrderBy(n => n.Name, NaturalOrder.Instance)];
        Edges = [.. json.Items("edges").Select(SeenEdge.Of)];
        Verdicts = [.. json.Items("verdicts").Select(SeenVerdict.Of)];
    }

    /// <summary>The page itself.</summary>
    public JsonObject Json { get; }

    /// <summary>The ClusterNetwork that it is about.</summary>
    public string Network => Json.Text("network") ?? "";

    /// <summary>When it was judged, by the operator's clock.</summary>
    public DateTimeOffset JudgedAt => Json.Time("judgedAt") ?? default;

    /// <summary>How long a round of probes takes.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(Json.Real("intervalSeconds") is > 0 and < 3600 and var seconds ? seconds : 10);

    /// <summary>How many nodes the cluster has, listed or not.</summary>
    public int Expected => Count("expected");

    public IReadOnlyList<SeenNode> Nodes { get; }

    public IReadOnlyList<SeenEdge> Edges { get; }

    public IReadOnlyList<SeenVerdict> Verdicts { get; }

    /// <summary>Areas as the page has them.</summary>
    public IEnumerable<JsonObject> Areas => Json.Items("areas");

    /// <summary>
    /// Pods and kubelets reach pods on all nodes that count, and no verdict raises an alarm. What is not known is not proven.
    /// </summary>
    public bool IsProven =>
        !Verdicts.Any(v => v.Alarm) && Deciding.All(area => Areas.Any(a => a.Text("area") == area && a.Text("proof") == "Pass"));

    /// <summary>How many nodes are so.</summary>
    public int Count(string state) => (int)Json.Number(0, "counts", state);
}
