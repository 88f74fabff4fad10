using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Connectivity;

/// <summary>How one node's probes of one kind to one target went, as the page has it.</summary>
/// <param name="From">The node that probes.</param>
/// <param name="To">The node that is probed; empty for a Service or the DNS.</param>
/// <param name="Kind">The kind of probe.</param>
/// <param name="Family"><c>IPv4</c> or <c>IPv6</c>.</param>
/// <param name="Failed">The last round failed.</param>
/// <param name="RoundsSame">For how many rounds it has been so, up to 32.</param>
/// <param name="Sent">Datagrams of the last minute.</param>
/// <param name="Lost">Those that got no answer.</param>
/// <param name="Median">The median round trip in microseconds; 0 when nothing came back.</param>
/// <param name="Worst">The longest one.</param>
/// <param name="Fault">How the last failure looked; empty when there was none.</param>
internal sealed record SeenEdge(
    string From,
    string To,
    string Kind,
    string Family,
    bool Failed,
    int RoundsSame,
    long Sent,
    long Lost,
    long Median,
    long Worst,
    string Fault
)
{
    public static SeenEdge Of(JsonObject json) =>
        new(
            json.Text("from") ?? "",
            json.Text("to") ?? "",
            json.Text("kind") ?? "",
            json.Text("family") ?? "",
            json.Flag("failed"),
            (int)json.Number(0, "roundsSame"),
            json.Number(0, "sent"),
            json.Number(0, "lost"),
            json.Number(0, "medianMicroseconds"),
            json.Number(0, "worstMicroseconds"),
            json.Text("fault") ?? ""
        );

    /// <summary>The part of the datagrams that was lost.</summary>
    public double Loss => Sent > 0 ? (double)Lost / Sent : 0;
}
