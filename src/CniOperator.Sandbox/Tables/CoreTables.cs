using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Tables;

/// <summary>The tables of the core group's kinds but pods.</summary>
internal static class CoreTables
{
    internal static IReadOnlyList<Column>? For(string resource) =>
        resource switch
        {
            "nodes" => NodeTable.Columns,
            "namespaces" => [KindTables.Name, Cells.Text("Status", "", 0, "status", "phase"), KindTables.Age],
            "configmaps" => [KindTables.Name, new("Data", (o, _) => Size(o, "data", "binaryData")), KindTables.Age],
            "secrets" => [KindTables.Name, Cells.Text("Type", "", 0, "type"), new("Data", (o, _) => Size(o, "data")), KindTables.Age],
            "serviceaccounts" =>
            [
                KindTables.Name,
                new("Secrets", (o, _) => (o.ListAt("secrets") ?? []).Count, Type: "integer"),
                KindTables.Age,
            ],
            "services" => Services,
            "endpoints" => [KindTables.Name, new("Endpoints", (o, _) => Endpoints(o)), KindTables.Age],
            "endpointslices.discovery.k8s.io" => EndpointSlices,
            "events" => Events,
            "customresourcedefinitions.apiextensions.k8s.io" =>
            [
                KindTables.Name,
                new("Created At", (o, _) => o.TextAt("metadata", "creationTimestamp"), Type: "date"),
            ],
            _ => null,
        };

    private static IReadOnlyList<Column> Services { get; } =
    [
        KindTables.Name,
        Cells.Text("Type", "", 0, "spec", "type"),
        Cells.Text("Cluster-IP", Cells.None, 0, "spec", "clusterIP"),
        new("External-IP", (o, _) => ExternalAddress(o)),
        new("Port(s)", (o, _) => Ports(o)),
        KindTables.Age,
        Cells.Selector(),
    ];

    private static IReadOnlyList<Column> EndpointSlices { get; } =
    [
        KindTables.Name,
        Cells.Text("AddressType", "", 0, "addressType"),
        new("Ports", (o, _) => Listed((o.ListAt("ports") ?? []).Select(p => $"{p.NumberAt("port")}"), "<unset>")),
        new("Endpoints", (o, _) =>
            Listed((o.ListAt("endpoints") ?? []).SelectMany(e => e.ListAt("addresses") ?? []).Select(a => $"{a}"), "<unset>")
        ),
        KindTables.Age,
    ];

    private static IReadOnlyList<Column> Events { get; } =
    [
        new("Last Seen", (o, now) => KindTables.AgeOf(LastSeen(o), now)),
        Cells.Text("Type", "", 0, "type"),
        Cells.Text("Reason", "", 0, "reason"),
        new("Object", (o, _) => $"{o.TextAt("involvedObject", "kind")?.ToLowerInvariant()}/{o.TextAt("involvedObject", "name")}"),
        Cells.Text("Subobject", "", 1, "involvedObject", "fieldPath"),
        new("Source", (o, _) => Source(o), Priority: 1),
        new("Message", (o, _) => (o.TextAt("message") ?? "").Trim()),
        new("First Seen", (o, now) => KindTables.AgeOf(o.TimeAt("firstTimestamp") ?? o.TimeAt("eventTime"), now), Priority: 1),
        new("Count", (o, _) => o.NumberAt("series", "count") ?? o.NumberAt("count") ?? 1, Priority: 1),
        KindTables.Name with
        {
            Priority = 1,
        },
    ];

    private static int Size(JsonObject obj, params string[] maps) => maps.Sum(m => obj.MapAt(m)?.Count ?? 0);

    private static string ExternalAddress(JsonObject service)
    {
        if (service.TextAt("spec", "type") == "ExternalName")
            return service.TextAt("spec", "externalName") ?? "";
        var given = (service.ListAt("status", "loadBalancer", "ingress") ?? [])
            .Select(i => i.TextAt("ip") ?? i.TextAt("hostname"))
            .Concat((service.ListAt("spec", "externalIPs") ?? []).Select(i => i?.ToString()));
        var text = string.Join(',', given);
        return text.Length > 0 ? text
            : service.TextAt("spec", "type") == "LoadBalancer" ? "<pending>"
            : Cells.None;
    }

    private static string Ports(JsonObject service)
    {
        var ports = (service.ListAt("spec", "ports") ?? []).Select(p =>
            p.NumberAt("nodePort") is { } node and > 0
                ? $"{p.NumberAt("port")}:{node}/{p.TextAt("protocol")}"
                : $"{p.NumberAt("port")}/{p.TextAt("protocol")}"
        );
        var text = string.Join(',', ports);
        return text.Length == 0 ? Cells.None : text;
    }

    private static string Endpoints(JsonObject endpoints)
    {
        var pairs = (endpoints.ListAt("subsets") ?? []).SelectMany(s =>
            (s.ListAt("addresses") ?? []).SelectMany(a => (s.ListAt("ports") ?? []).Select(p => $"{a.TextAt("ip")}:{p.NumberAt("port")}"))
        );
        return Listed(pairs, Cells.None);
    }

    /// <summary>The first three, and how many more there are.</summary>
    private static string Listed(IEnumerable<string> texts, string none)
    {
        var all = texts.ToList();
        if (all.Count == 0)
            return none;
        return string.Join(',', all.Take(3)) + (all.Count > 3 ? $" + {all.Count - 3} more..." : "");
    }

    private static DateTimeOffset? LastSeen(JsonObject e) =>
        e.TimeAt("series", "lastObservedTime") ?? e.TimeAt("lastTimestamp") ?? e.TimeAt("firstTimestamp") ?? e.TimeAt("eventTime");

    private static string Source(JsonObject e)
    {
        var component = e.TextAt("source", "component") is { Length: > 0 } source ? source : e.TextAt("reportingComponent") ?? "";
        var host = e.TextAt("source", "host") is { Length: > 0 } stated ? stated : e.TextAt("reportingInstance") ?? "";
        return host.Length == 0 ? component : $"{component}, {host}";
    }
}
