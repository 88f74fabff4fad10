using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;

namespace CniOperator.Commands.Connectivity;

/// <summary>Zones against zones: of the ways from pod to pod that are probed, how many fail.</summary>
internal sealed class ZoneText(Palette palette)
{
    private const string NoZone = "(no zone)";

    public void Write(Details details, TextWriter output)
    {
        List<JsonObject> pairs = [.. details.Json.Items("zones")];
        if (pairs.Count == 0)
            return;
        List<string> zones = [.. pairs.SelectMany(p => new[] { Zone(p, "from"), Zone(p, "to") }).Distinct().Order(StringComparer.Ordinal)];
        var cells = pairs.GroupBy(p => (Zone(p, "from"), Zone(p, "to"))).ToDictionary(g => g.Key, g => g.First());
        var first = Math.Max("FROM".Length, zones.Max(z => z.Length));
        var widths = zones.Select(z => zones.Select(f => Text(cells.GetValueOrDefault((f, z))).Length).Append(z.Length).Max()).ToList();
        output.WriteLine("Failing of the ways between pods that are probed, from the row's zone to the column's:");
        output.WriteLine($"{"FROM".PadRight(first)}   {string.Join("   ", zones.Select((z, i) => z.PadLeft(widths[i])))}");
        foreach (var from in zones)
        {
            var row = zones.Select((to, i) => Shaded(cells.GetValueOrDefault((from, to)), widths[i]));
            output.WriteLine($"{from.PadRight(first)}   {string.Join("   ", row)}");
        }
    }

    private string Shaded(JsonObject? pair, int width)
    {
        var text = Text(pair).PadLeft(width);
        return pair is null ? palette.Grey(text)
            : Failed(pair) == 0 ? palette.Green(text)
            : Failed(pair) * 2 >= pair.Number(0, "edges") ? palette.Red(text)
            : palette.Yellow(text);
    }

    private static string Zone(JsonObject pair, string end) => pair.Text(end) is { Length: > 0 } zone ? zone : NoZone;

    private static long Failed(JsonObject pair) => pair.Number(0, "failed");

    private static string Text(JsonObject? pair) =>
        pair is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Failed(pair)}/{pair.Number(0, "edges")}");
}
