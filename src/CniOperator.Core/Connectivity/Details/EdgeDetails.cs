using System.Numerics;
using System.Text.Json.Nodes;
using CniOperator.Health;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Connectivity.Details;

/// <summary>Who probes whom, and how it went: of small clusters all of it, of large ones what fails.</summary>
internal sealed class EdgeDetails(HealthFacts facts, NewestReports reports)
{
    // Of one node: what it probes is some dozens, and as many others that fail to reach it are enough to see it.
    private const int MostOfOneNode = 2_000;

    private readonly List<JsonNode?> _listed = [];
    private int _known;
    private int _failing;

    /// <summary>Adds <c>edges</c>, how many of those that are known fail, and how many are not listed.</summary>
    internal void AddTo(JsonObject json, string? node)
    {
        for (var from = 0; from < facts.Nodes.Count; from++)
        {
            foreach (var report in reports.Fresh(from))
            {
                foreach (var edge in report.Edges)
                    Read(from, edge, node);
            }
        }

        json["edges"] = new JsonArray([.. _listed]);
        json["edgesFailed"] = _failing;
        json["edgesOmitted"] = _known - _listed.Count;
    }

    private void Read(int from, EdgeReport edge, string? node)
    {
        if (edge.Rounds < 1 || edge.Kind == ProbeKind.SelfTest)
            return;
        var to = edge.Target == NodeId.None ? null : reports.NumberOf(edge.Target);
        // One that has left the cluster, which the agent has not heard yet.
        if (to is null && edge.Target != NodeId.None)
            return;
        var (source, target) = (facts.Nodes[from].Name, to is { } number ? facts.Nodes[number].Name : null);
        if (node is not null && source != node && target != node)
            return;
        _known++;
        _failing += edge.FailedLast ? 1 : 0;
        if (IsListed(edge, node))
            _listed.Add(Edge(source, target, edge));
    }

    private bool IsListed(EdgeReport edge, string? node) =>
        node is not null
            ? _listed.Count < MostOfOneNode
            : facts.Nodes.Count <= ConnectivityDetails.MatrixNodes || (edge.FailedLast && _listed.Count < ConnectivityDetails.MostEdges);

    private static JsonObject Edge(string from, string? to, EdgeReport edge)
    {
        var json = new JsonObject { ["from"] = from };
        if (to is not null)
            json["to"] = to;
        json["kind"] = edge.Kind.ToString();
        json["family"] = edge.Family.ToString();
        json["failed"] = edge.FailedLast;
        json["roundsSame"] = RoundsSame(edge);
        json["sent"] = edge.Sent;
        json["lost"] = edge.Lost;
        if (edge.MedianMicroseconds > 0)
        {
            json["medianMicroseconds"] = edge.MedianMicroseconds;
            json["worstMicroseconds"] = edge.WorstMicroseconds;
        }

        if (edge.Fault != ProbeFault.None)
            json["fault"] = edge.Fault.ToString();
        if (edge.LargestSize > 0)
            json["largestSize"] = edge.LargestSize;
        if (edge.SourceChanged)
            json["sourceChanged"] = true;
        return json;
    }

    /// <summary>For how many rounds it has been as it is; as many as are known when it never changed in them.</summary>
    internal static int RoundsSame(EdgeReport edge) =>
        Math.Min(edge.Rounds, BitOperations.TrailingZeroCount(edge.FailedLast ? ~edge.Failed : edge.Failed));
}
