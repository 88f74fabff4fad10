using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;

namespace CniOperator.Commands;

/// <summary>The ports that a network uses, for setting a firewall.</summary>
internal static class PortReport
{
    public static void Write(IReadOnlyList<OpenPort> ports, string format, TextWriter output)
    {
        if (format == "table")
            WriteTable(ports, output);
        else
            output.Write(format == "json" ? Json.Indented(ToJson(ports)) : YamlWriter.Write((JsonNode)ToJson(ports)));
    }

    private static void WriteTable(IReadOnlyList<OpenPort> ports, TextWriter output)
    {
        var table = new Columns("PROTOCOL", "PORT", "SCOPE", "PURPOSE");
        foreach (var port in ports)
            table.Add(port.Protocol, port.Port?.ToString(CultureInfo.InvariantCulture), port.Scope, port.Purpose);
        table.Write(output);
        output.WriteLine();
        output.WriteLine("nodes: open it between all nodes. host: used on the node itself; keep it free.");
    }

    private static JsonArray ToJson(IReadOnlyList<OpenPort> ports) =>
        new([
            .. ports.Select(p => new JsonObject
            {
                ["protocol"] = p.Protocol,
                ["port"] = p.Port,
                ["scope"] = p.Scope,
                ["purpose"] = p.Purpose,
            }),
        ]);
}
