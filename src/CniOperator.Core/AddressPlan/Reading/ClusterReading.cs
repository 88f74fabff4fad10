using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Reading;

/// <summary>Puts together what a cluster says about its addresses. Pure; the order of objects does not matter.</summary>
public static class ClusterReading
{
    /// <summary>Reads the objects.</summary>
    /// <param name="objects">What could be read.</param>
    /// <param name="nodes">The nodes; <c>null</c> when they could not be read.</param>
    public static ClusterAddresses Read(ClusterObjects objects, NodeIndex? nodes)
    {
        var pods = objects.ControlPlanePods.OrderBy(NameOf, StringComparer.Ordinal).ToList();
        var kubeadm = objects.KubeadmConfig is { } config ? ControlPlaneReading.OfKubeadm(config) : null;
        return new ClusterAddresses
        {
            Services = Services(objects, pods, kubeadm),
            ApiServers = [.. ApiServers(objects, pods).DistinctBy(a => a.Address).OrderBy(a => a.Address)],
            ControlPlane = [.. pods.Select(ControlPlaneReading.OfPod).Prepend(kubeadm).OfType<ControlPlaneSettings>()],
            Nodes = nodes,
        };
    }

    // The best source that there is; and where the API server's Service lies beside it, or there is no other, that address.
    private static List<SourcedNetwork> Services(ClusterObjects objects, List<JsonObject> pods, ControlPlaneSettings? kubeadm)
    {
        var networks = objects
            .ServiceCidrs.OrderBy(NameOf, StringComparer.Ordinal)
            .SelectMany(c => Networks(c.Texts("spec", "cidrs"), $"ServiceCIDR {NameOf(c)}"))
            .ToList();
        if (networks.Count == 0)
        {
            networks.AddRange(
                pods.Where(ControlPlaneReading.IsApiServer)
                    .Select(ControlPlaneReading.OfPod)
                    .OfType<ControlPlaneSettings>()
                    .SelectMany(s => Networks(s.ServiceCidrs, $"--service-cluster-ip-range of {s.Source}"))
                    .DistinctBy(n => n.Network)
            );
        }

        if (networks.Count == 0 && kubeadm is not null)
            networks.AddRange(Networks(kubeadm.ServiceCidrs, $"networking.serviceSubnet in {kubeadm.Source}"));
        var (ns, name) = ClusterObjects.ApiService;
        foreach (var address in objects.ApiServerService.Texts("spec", "clusterIPs").Select(ObjectText.Address).OfType<IpAddress>())
        {
            if (!networks.Any(n => n.Network.Contains(address)))
                networks.Add(new SourcedNetwork(ObjectText.Host(address), $"Service {ns}/{name}"));
        }

        return networks;
    }

    private static IEnumerable<SourcedAddress> ApiServers(ClusterObjects objects, List<JsonObject> pods)
    {
        var (ns, name) = ClusterObjects.ApiService;
        var slices = objects
            .ApiServerSlices.SelectMany(s => s.Items("endpoints"))
            .SelectMany(e => e.Texts("addresses"))
            .Select(a => (Text: (string?)a, Source: $"the API server (EndpointSlice of Service {ns}/{name})"));
        var flags = pods.Where(ControlPlaneReading.IsApiServer)
            .Select(p =>
                (
                    Text: CommandFlags.Of(p)["advertise-address"],
                    Source: $"the API server (--advertise-address of Pod {ControlPlaneReading.Namespace}/{NameOf(p)})"
                )
            );
        foreach (var (text, source) in slices.Concat(flags))
            if (ObjectText.Address(text) is { } address)
                yield return new SourcedAddress(address, source);
    }

    private static IEnumerable<SourcedNetwork> Networks(IEnumerable<string> cidrs, string source) =>
        cidrs.Select(ObjectText.Network).OfType<IpNetwork>().Select(n => new SourcedNetwork(n, source));

    private static string NameOf(JsonObject json) => json.Text("metadata", "name") ?? "";
}
