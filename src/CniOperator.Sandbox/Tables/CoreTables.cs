using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

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
                new("Secrets", (o, _) => (o.List("secrets") ?? []).Count, Type: "integer"),
                KindTables.Age,
            ],
            "services" => Services,
            "endpoints" => [KindTables.Name, new("Endpoints", (o, _) => Endpoints(o)), KindTables.Age],
            "endpointslices.discovery.k8s.io" => EndpointSlices,
            "events" => Events,
            "customresourcedefinitions.apiextensions.k8s.io" =>
            [
                KindTables.Name,
                new("Created At", (o, _) => o.Text("metadata", "creationTimestamp"), Type: "date"),
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
        new("Ports", (o, _) => Listed((o.List("ports") ?? []).Select(p => $"{p.Number("port")}"), "<unset>")),
        new("Endpoints", (o, _) =>
            Listed((o.List("endpoints") ?? []).SelectMany(e => e.List("addresses") ?? []).Select(a => $"{a}"), "<unset>")
        ),
        KindTables.Age,
    ];

    private static IReadOnlyList<Column> Events { get; } =
    [
        new("Last Seen", (o, now) => KindTables.AgeOf(LastSeen(o), now)),
        Cells.Text("Type", "", 0, "type"),
        Cells.Text("Reason", "", 0, "reason"),
        new("Object", (o, _) => $"{o.Text("involvedObject", "kind")?.ToLowerInvariant()}/{o.Text("involvedObject", "name")}"),
        Cells.Text("Subobject", "", 1, "involvedObject", "fieldPath"),
        new("Source", (o, _) => Source(o), Priority: 1),
        new("Message", (o, _) => (o.Text("message") ?? "").Trim()),
        new("First Seen", (o, now) => KindTables.AgeOf(o.Time("firstTimestamp") ?? o.Time("eventTime"), now), Priority: 1),
        new("Count", (o, _) => o.Number("series", "count") ?? o.Number("count") ?? 1, Priority: 1),
        KindTables.Name with
        {
            Priority = 1,
        },
    ];

    private static int Size(JsonObject obj, params string[] maps) => maps.Sum(m => obj.Map(m)?.Count ?? 0);

    private static string ExternalAddress(JsonObject service)
    {
        if (service.Text("spec", "type") == "ExternalName")
            return service.Text("spec", "externalName") ?? "";
        var given = (service.List("status", "loadBalancer", "ingress") ?? [])
            .Select(i => i.Text("ip") ?? i.Text("hostname"))
            .Concat((service.List("spec", "externalIPs") ?? []).Select(i => i?.ToString()));
        var text = string.Join(',', given);
        return text.Length > 0 ? text
            : service.Text("spec", "type") == "LoadBalancer" ? "<pending>"
            : Cells.None;
    }

    private static string Ports(JsonObject service)
    {
        var ports = (service.List("spec", "ports") ?? []).Select(p =>
            p.Number("nodePort") is { } node and > 0
                ? $"{p.Number("port")}:{node}/{p.Text("protocol")}"
                : $"{p.Number("port")}/{p.Text("protocol")}"
        );
        var text = string.Join(',', ports);
        return text.Length == 0 ? Cells.None : text;
    }

    private static string Endpoints(JsonObject endpoints)
    {
        var pairs = (endpoints.List("subsets") ?? []).SelectMany(s =>
            (s.List("addresses") ?? []).SelectMany(a => (s.List("ports") ?? []).Select(p => $"{a.Text("ip")}:{p.Number("port")}"))
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
        e.Time("series", "lastObservedTime") ?? e.Time("lastTimestamp") ?? e.Time("firstTimestamp") ?? e.Time("eventTime");

    private static string Source(JsonObject e)
    {
        var component = e.Text("source", "component") is { Length: > 0 } source ? source : e.Text("reportingComponent") ?? "";
        var host = e.Text("source", "host") is { Length: > 0 } stated ? stated : e.Text("reportingInstance") ?? "";
        return host.Length == 0 ? component : $"{component}, {host}";
    }
}
