using System.Text.Json.Nodes;
using CniOperator.Core.Connectivity.Details;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;

namespace CniOperator.Commands.Connectivity;

/// <summary>Connectivity as <c>status</c> shows it: a picture where there are details, else the verdicts of the status.</summary>
internal sealed class ConnectivityText(Palette palette)
{
    // A page of a terminal; health has them all.
    private const int Verdicts = 10;

    private static readonly string[] NotWell = ["faulty", "suspect", "unknown", "excused"];

    /// <summary>Writes the section after an empty line; nothing when connectivity is not observed, which the conditions say.</summary>
    public void WriteSection(JsonObject network, DetailsAnswer? answer, DateTimeOffset now, TextWriter output)
    {
        var connectivity = network["status"]?["connectivity"];
        if (connectivity is null || NotObserved.Why(network) is not null)
            return;
        output.WriteLine();
        if (answer?.Details is { } details && details.Network == network.Name())
        {
            output.WriteLine($"Connectivity: {Summary(details, now)}");
            WritePicture(details, Verdicts, now, output);
            return;
        }

        output.WriteLine(
            $"Connectivity: {connectivity.Number(0, "healthyNodes")} of {connectivity.Number(0, "expectedNodes")} nodes healthy, {connectivity.Number(0, "reportingNodes")} report"
        );
        List<SeenVerdict> verdicts = [.. connectivity.Items("verdicts").Select(SeenVerdict.Of)];
        new VerdictText(palette).Write(verdicts, connectivity.Number(0, "verdictsOmitted"), Verdicts, now, output);
        if (answer is { Details: null })
            output.WriteLine($"note: no details: {answer.Problem}");
    }

    /// <summary>
    /// Up to <see cref="ConnectivityDetails.MatrixNodes"/> nodes the matrix and then verdicts; above, verdicts and then zones.
    /// </summary>
    public void WritePicture(Details details, int most, DateTimeOffset now, TextWriter output)
    {
        var verdicts = new VerdictText(palette);
        var omitted = details.Json.Number(0, "verdictsOmitted");
        if (details.Nodes.Count is > 0 and <= ConnectivityDetails.MatrixNodes)
        {
            new MatrixText(palette).Write(details, output);
            if (details.Verdicts.Count > 0)
                output.WriteLine();
            verdicts.Write(details.Verdicts, omitted, most, now, output);
            return;
        }

        verdicts.Write(details.Verdicts, omitted, most, now, output);
        if (details.Verdicts.Count > 0)
            output.WriteLine();
        new ZoneText(palette).Write(details, output);
    }

    /// <summary>How many nodes are how, and how old that is.</summary>
    public static string Summary(Details details, DateTimeOffset now)
    {
        var others = NotWell.Where(s => details.Count(s) > 0).Select(s => $", {details.Count(s)} {s}");
        var age = now > details.JudgedAt ? now - details.JudgedAt : TimeSpan.Zero;
        return $"{details.Count("healthy")} of {details.Expected} nodes healthy{string.Concat(others)}; judged {HumanDuration.Of(age)} ago";
    }
}
