using System.Text.Json.Nodes;
using CniOperator.Agent.Network;
using CniOperator.Connectivity.Observing;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>Reads out of the embedded cluster who has which address.</summary>
internal sealed class WireMaps(ClusterState state, AgentSettings agents)
{
    private const string System = "kube-system";
    private const string Dns = "kube-dns";

    private static readonly ResourceName PodKind = new("", "pods");
    private static readonly ResourceName ServiceKind = new("", "services");
    private static readonly ResourceName SliceKind = new("discovery.k8s.io", "endpointslices");

    private readonly ProbeEndpoint[] _operator = [.. agents.ReportAddresses.Select(ProbeEndpoint.Of).OfType<ProbeEndpoint>()];

    /// <summary>The agents' pods that run.</summary>
    internal IReadOnlyList<WirePod> Pods() =>
        [
            .. state
                .List(PodKind, ClusterNetworkApi.OperatorNamespace, AgentNames.RoleLabel)
                .Where(p => p.Text("status", "phase") == "Running" && !p.IsDeleting() && p.Text("status", "podIP") is not null)
                .Select(Read),
        ];

    /// <summary>Who has which address.</summary>
    internal WireMap Map(IReadOnlyList<WirePod> pods)
    {
        var places = new Dictionary<PeerAddress, WirePlace>();
        foreach (var pod in pods)
        {
            Add(places, pod.Own, pod.Place);
            Add(places, pod.Host, new WirePlace(pod.Place.Node, AgentRole.Prober));
        }

        return new WireMap
        {
            Places = places,
            Services = Services(),
            Canaries = [.. pods.Where(p => p.Place.IsCanary).Select(p => p.Place.Node).Order(StringComparer.Ordinal)],
            DnsPods = DnsPods(),
            DnsService = state.Get(ServiceKind, System, Dns).Texts("spec", "clusterIPs").Select(PeerAddress.Of).ToHashSet(),
            Operator = _operator.Select(o => (o.Address, o.Port)).ToHashSet(),
        };
    }

    /// <summary>The ways of an agent to the operator: its addresses, and behind them the prober of the agent's node.</summary>
    internal IReadOnlyList<ProbeEndpoint> Ways(WirePod pod) =>
        pod.Place.IsHost
            ? _operator
            : [.. _operator, new ProbeEndpoint(pod.Host.IPv4.IsSome ? pod.Host.IPv4 : pod.Host.IPv6, AgentNames.Port)];

    private static WirePod Read(JsonObject pod)
    {
        var agent = AgentPod.Of(pod);
        var probe = pod.Items("spec", "containers").FirstOrDefault()?["readinessProbe"];
        return new WirePod(
            pod.Uid(),
            new WirePlace(agent.Node, agent.Role),
            agent.Addresses,
            AddressPair.Of(pod.Items("status", "hostIPs").Select(i => i.Text("ip") ?? "").Append(pod.Text("status", "hostIP") ?? "")),
            TimeSpan.FromSeconds(probe.Number(10, "periodSeconds"))
        );
    }

    private Dictionary<PeerAddress, (AgentRole, bool)> Services()
    {
        var services = new Dictionary<PeerAddress, (AgentRole, bool)>();
        foreach (
            var (key, role, isLocal) in new[]
            {
                (AgentNames.CanaryService, AgentRole.Canary, false),
                (AgentNames.LocalCanaryService, AgentRole.Canary, true),
                (AgentNames.LocalEchoService, AgentRole.Echo, true),
            }
        )
        {
            foreach (var address in state.Get(ServiceKind, key.Namespace, key.Name).Texts("spec", "clusterIPs"))
                services[PeerAddress.Of(address)] = (role, isLocal);
        }

        return services;
    }

    private Dictionary<PeerAddress, WirePlace> DnsPods()
    {
        var places = new Dictionary<PeerAddress, WirePlace>();
        foreach (var slice in state.List(SliceKind, System, $"kubernetes.io/service-name={Dns}"))
        {
            foreach (var endpoint in slice.Items("endpoints"))
                places[PeerAddress.Of(endpoint.Texts("addresses").FirstOrDefault())] = new WirePlace(
                    endpoint.Text("nodeName") ?? "dns",
                    default
                );
        }

        return places;
    }

    private static void Add(Dictionary<PeerAddress, WirePlace> places, AddressPair pair, WirePlace place)
    {
        if (pair.IPv4.IsSome)
            places.TryAdd(pair.IPv4, place);
        if (pair.IPv6.IsSome)
            places.TryAdd(pair.IPv6, place);
    }
}
