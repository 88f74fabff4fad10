using CniOperator.Commands.Plan;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;

namespace CniOperator.Commands.Connectivity;

/// <summary>All of health for people: areas, verdicts, the picture, kinds of probes, nodes that are not well, and single ways.</summary>
internal sealed class HealthText(Palette palette)
{
    private const int Verdicts = 100;
    private const int Ways = 40;
    private const int Nodes = 40;

    // So many rounds are remembered of each way.
    private const int Remembered = 32;

    /// <summary>Writes it.</summary>
    /// <param name="details">What there is to say.</param>
    /// <param name="node">The one node that was asked for; <c>null</c> for all.</param>
    /// <param name="now">Now.</param>
    /// <param name="output">Where to write.</param>
    public void Write(Details details, string? node, DateTimeOffset now, TextWriter output)
    {
        output.WriteLine(
            $"ClusterNetwork/{details.Network}: {ConnectivityText.Summary(details, now)}; a round of probes each {HumanDuration.Of(details.Interval)}"
        );
        output.WriteLine();
        WriteAreas(details, output);
        output.WriteLine();
        if (node is null)
            new ConnectivityText(palette).WritePicture(details, Verdicts, now, output);
        else
            new VerdictText(palette).Write(
                [.. details.Verdicts.Where(v => v.Subject.Split(" - ").Contains(node) || v.Scope is "Global" or "ZonePair")],
                0,
                Verdicts,
                now,
                output
            );
        WriteNodes(details, node, output);
        WriteProbes(details, output);
        WriteWays(details, node, output);
    }

    /// <summary>What is proven of each area.</summary>
    public static void WriteAreas(Details details, TextWriter output)
    {
        var table = new Columns("AREA", "PROOF", "REASON", "MESSAGE");
        foreach (var area in details.Areas)
            table.Add(area.Text("area"), area.Text("proof"), area.Text("reason"), area.Text("message"));
        table.Write(output);
    }

    private static void WriteNodes(Details details, string? node, TextWriter output)
    {
        List<SeenNode> shown = [.. details.Nodes.Where(n => node is not null || n.Words.Length > 0)];
        if (shown.Count == 0)
            return;
        var table = new Columns("NODE", "STATE", "ZONE", "REPORTED", "ROUNDS", "LATE BY", "WHY");
        foreach (var n in shown.Take(Nodes))
            table.Add(
                n.Name,
                n.State,
                n.Zone,
                n.ReportedSecondsAgo is { } ago ? $"{HumanDuration.Of(TimeSpan.FromSeconds(ago))} ago" : "never",
                Amount.Of(n.Rounds),
                Latency.Of(n.LagMilliseconds * 1000),
                n.Notes.Length == 0 ? n.Reason : $"{n.Reason} ({n.Notes})".TrimStart()
            );
        output.WriteLine();
        table.Write(output);
        if (shown.Count > Nodes)
            output.WriteLine($"... and {shown.Count - Nodes} more: -o json has all");
    }

    private static void WriteProbes(Details details, TextWriter output)
    {
        var table = new Columns("PROBES", "WAYS", "FAIL", "SENT", "LOST", "MEDIAN", "P99", "WORST");
        foreach (var kind in details.Json.Items("probes"))
        {
            var (sent, lost) = (kind.Number(0, "sent"), kind.Number(0, "lost"));
            table.Add(
                kind.Text("kind"),
                Amount.Of(kind.Number(0, "edges")),
                Amount.Of(kind.Number(0, "failed")),
                Amount.Of(sent),
                sent > 0 ? Amount.Percent((double)lost / sent) : "",
                Latency.Of(kind.Number(0, "medianMicroseconds")),
                Latency.Of(kind.Number(0, "slowMicroseconds")),
                Latency.Of(kind.Number(0, "worstMicroseconds"))
            );
        }

        if (table.IsEmpty)
            return;
        output.WriteLine();
        table.Write(output);
    }

    // Of one node all of it; else the worst, since the matrix has the rest.
    private static void WriteWays(Details details, string? node, TextWriter output)
    {
        List<SeenEdge> ways =
        [
            .. details
                .Edges.OrderByDescending(e => e.Failed)
                .ThenByDescending(e => e.Loss)
                .ThenByDescending(e => e.To.Length > 0)
                .ThenBy(e => e.From, NaturalOrder.Instance)
                .ThenBy(e => e.To, NaturalOrder.Instance)
                .ThenByDescending(e => e.Median),
        ];
        if (ways.Count == 0)
            return;
        var most = node is null ? Ways : ways.Count;
        var table = new Columns("FROM", "TO", "PROBE", "FAMILY", "NOW", "LOST", "MEDIAN", "WORST", "SO FOR", "LAST FAULT");
        foreach (var way in ways.Take(most))
            table.Add(
                way.From,
                way.To,
                way.Kind,
                way.Family,
                way.Failed ? "fails"
                    : way.Lost > 0 ? "loses"
                    : "ok",
                way.Sent > 0 ? $"{way.Lost}/{way.Sent}" : "",
                Latency.Of(way.Median),
                Latency.Of(way.Worst),
                SoFor(way, details.Interval),
                way.Fault
            );
        output.WriteLine();
        output.WriteLine(node is null ? "Ways, the worst first:" : $"Ways from and to {node}, the worst first:");
        table.Write(output);
        WriteRest(details, ways, most, output);
    }

    private static void WriteRest(Details details, List<SeenEdge> ways, int most, TextWriter output)
    {
        var more = Math.Max(0, ways.Count - most) + details.Json.Number(0, "edgesOmitted");
        if (more == 0)
            return;
        var failing = Math.Max(0, details.Json.Number(0, "edgesFailed") - ways.Take(most).Count(w => w.Failed));
        output.WriteLine(
            $"... and {Amount.Of(more)} more, {(failing == 0 ? "none of which fails" : $"of which {Amount.Of(failing)} fail")}: --node NODE has all of one node"
        );
    }

    private static string SoFor(SeenEdge way, TimeSpan interval) =>
        way.RoundsSame >= Remembered ? $"over {HumanDuration.Of(Remembered * interval)}" : HumanDuration.Of(way.RoundsSame * interval);
}
