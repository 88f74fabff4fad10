using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Sources;

/// <summary>Puts together what a cluster says about its addresses. Pure; the order of objects does not matter.</summary>
public static class ClusterAddressReader
{
    private static readonly ObjectSubject ApiServerService = new(
        new ObjectKey("v1", "Service", ClusterObjects.ApiService.Namespace, ClusterObjects.ApiService.Name)
    );

    /// <summary>Reads the objects.</summary>
    /// <param name="objects">What could be read.</param>
    /// <param name="nodes">The nodes; <c>null</c> when they could not be read.</param>
    public static ClusterAddresses Read(ClusterObjects objects, NodeIndex? nodes)
    {
        var pods = objects.ControlPlanePods.OrderBy(NameOf, StringComparer.Ordinal).ToList();
        var kubeadm = objects.KubeadmConfig is { } config ? ControlPlaneReader.OfKubeadm(config) : null;
        return new ClusterAddresses
        {
            Services = Services(objects, pods, kubeadm),
            ApiServers = [.. ApiServers(objects, pods).DistinctBy(a => a.Address).OrderBy(a => a.Address)],
            ControlPlane = [.. pods.Select(ControlPlaneReader.OfPod).Prepend(kubeadm).OfType<ControlPlaneSettings>()],
            Nodes = nodes,
        };
    }

    // The best source that there is; and where the API server's Service lies outside it, or there is no other, that address.
    private static List<SourcedNetwork> Services(ClusterObjects objects, List<JsonObject> pods, ControlPlaneSettings? kubeadm)
    {
        var networks = objects
            .ServiceCidrs.OrderBy(NameOf, StringComparer.Ordinal)
            .SelectMany(c =>
                Networks(c.Texts("spec", "cidrs"), new ObjectSubject(new ObjectKey("networking.k8s.io/v1", "ServiceCIDR", null, NameOf(c))))
            )
            .ToList();
        if (networks.Count == 0)
        {
            networks.AddRange(
                pods.Where(ControlPlaneReader.IsApiServer)
                    .Select(ControlPlaneReader.OfPod)
                    .OfType<ControlPlaneSettings>()
                    .SelectMany(s => Networks(s.ServiceCidrs, new ObjectSubject(s.Source) { Setting = "--service-cluster-ip-range" }))
                    .DistinctBy(n => n.Network)
            );
        }

        if (networks.Count == 0 && kubeadm is not null)
            networks.AddRange(Networks(kubeadm.ServiceCidrs, new ObjectSubject(kubeadm.Source) { Setting = "networking.serviceSubnet" }));
        foreach (var address in objects.ApiServerService.Texts("spec", "clusterIPs").Select(ObjectText.Address).OfType<IpAddress>())
        {
            if (!networks.Any(n => n.Network.Contains(address)))
                networks.Add(new SourcedNetwork(ObjectText.Host(address), ApiServerService));
        }

        return networks;
    }

    private static IEnumerable<SourcedAddress> ApiServers(ClusterObjects objects, List<JsonObject> pods)
    {
        var slices = objects
            .ApiServerSlices.SelectMany(s => s.Items("endpoints"))
            .SelectMany(e => e.Texts("addresses"))
            .Select(a => (Text: (string?)a, Source: $"the API server (EndpointSlice of {ApiServerService})"));
        var flags = pods.Where(ControlPlaneReader.IsApiServer)
            .Select(p =>
                (
                    Text: CommandFlags.Of(p)["advertise-address"],
                    Source: $"the API server (--advertise-address of {ControlPlaneReader.PodKey(p)})"
                )
            );
        foreach (var (text, source) in slices.Concat(flags))
            if (ObjectText.Address(text) is { } address)
                yield return new SourcedAddress(address, source);
    }

    private static IEnumerable<SourcedNetwork> Networks(IEnumerable<string> cidrs, Subject source) =>
        cidrs.Select(ObjectText.Network).OfType<IpNetwork>().Select(n => new SourcedNetwork(n, source));

    private static string NameOf(JsonObject json) => json.Text("metadata", "name") ?? "";
}
