using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Health.Collecting;
using CniOperator.Health.Peers;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Connectivity.Observing;

/// <summary>The cluster DNS, as its Service, the pods behind it and its configuration say.</summary>
/// <param name="Name">The Service's name.</param>
/// <param name="Service">The Service's addresses.</param>
/// <param name="Port">The Service's port for UDP.</param>
internal sealed record ClusterDns(string Name, AddressPair Service, ushort Port)
{
    /// <summary>Where it is.</summary>
    internal const string Namespace = "kube-system";

    /// <summary>The ConfigMap that CoreDNS is configured by.</summary>
    internal const string ConfigMap = "coredns";

    private const ushort UsualPort = 53;
    private const string UsualName = "kube-dns";

    /// <summary>The fields that <see cref="Of"/> reads of a Service.</summary>
    internal static IReadOnlyList<string> ServiceFields { get; } = ["metadata.labels", "spec.clusterIP", "spec.clusterIPs", "spec.ports"];

    /// <summary>The fields that <see cref="PodsOf"/> reads of an EndpointSlice.</summary>
    internal static IReadOnlyList<string> SliceFields { get; } = ["endpoints.addresses", "endpoints.conditions.ready", "ports"];

    /// <summary>
    /// The Service of the cluster DNS among those of kube-system: <c>kube-dns</c>, else the first one with the label that kube-dns,
    /// CoreDNS and the charts of distributions set. <c>null</c> when there is none.
    /// </summary>
    internal static ClusterDns? Of(IEnumerable<JsonObject> services)
    {
        JsonObject? best = null;
        foreach (var service in services)
        {
            if (Rank(service) > 0 && (best is null || (Rank(service), best.Name()).CompareTo((Rank(best), service.Name())) > 0))
                best = service;
        }

        if (best is null)
            return null;
        var addresses = best.Texts("spec", "clusterIPs").Append(best.Text("spec", "clusterIP") ?? "");
        return new ClusterDns(best.Name(), AddressPair.Of(addresses), PortOf(best.Items("spec", "ports")));
    }

    /// <summary>The pods that are ready, of the Service's slices.</summary>
    internal static IReadOnlyList<DnsPod> PodsOf(IEnumerable<JsonObject> slices)
    {
        var pods = new List<DnsPod>();
        foreach (var slice in slices)
        {
            var port = PortOf(slice.Items("ports"));
            foreach (var endpoint in slice.Items("endpoints"))
            {
                // What does not say counts as ready, by the API's definition.
                if (endpoint.At("conditions", "ready") is not null && !endpoint.Flag("conditions", "ready"))
                    continue;
                if (PeerAddress.Of(endpoint.Texts("addresses").FirstOrDefault()) is { IsSome: true } address)
                    pods.Add(new DnsPod(address, port));
            }
        }

        pods.Sort((a, b) => a.Address.Bits.CompareTo(b.Address.Bits));
        return pods;
    }

    /// <summary>
    /// A name that every cluster DNS knows. The cluster's domain is that of CoreDNS' plugin <c>kubernetes</c>; <c>cluster.local</c> where
    /// there is no such configuration, as with another DNS server.
    /// </summary>
    /// <param name="corefile">CoreDNS' configuration; <c>null</c> for none.</param>
    internal static string NameIn(string? corefile) => $"kubernetes.default.svc.{Domain(corefile) ?? "cluster.local"}";

    private static string? Domain(string? corefile)
    {
        foreach (var line in (corefile ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Split((char[])[' ', '\t', '{'], StringSplitOptions.RemoveEmptyEntries) is not ["kubernetes", .. var zones])
                continue;
            return zones.FirstOrDefault(z => !z.EndsWith(".arpa", StringComparison.Ordinal) && IsName(z))?.TrimEnd('.');
        }

        return null;
    }

    private static bool IsName(string zone) =>
        zone.Length is > 1 and < 200 && zone.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    private static int Rank(JsonObject service) =>
        service.Name() == UsualName ? 3
        : service.Text("metadata", "labels", "k8s-app") == UsualName ? 2
        : service.Text("metadata", "labels", "kubernetes.io/name") is "CoreDNS" or "KubeDNS" ? 1
        : 0;

    private static ushort PortOf(IEnumerable<JsonObject> ports)
    {
        var udp = ports.Where(p => (p.Text("protocol") ?? "TCP") == "UDP").ToList();
        var port = udp.FirstOrDefault(p => p.Text("name") is "dns" or "dns-udp" or "udp-53") ?? udp.FirstOrDefault();
        return ushort.TryParse(port?["port"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : UsualPort;
    }
}
