using CniOperator.FaultLab.Network;
using CniOperator.FaultLab.Running;

namespace CniOperator.FaultLab.Faults;

/// <summary>What is done to break things, and to repair what <see cref="LabNetwork.Restore"/> does not.</summary>
internal static class Damage
{
    internal static string Long => "-p udp --dport 8472 -m length --length 1400:65535 -j DROP";

    internal const string Overlay = "-p udp --dport 8472 -j DROP";

    internal static string Lossy(double share) =>
        FormattableString.Invariant($"-p udp --dport 8472 -m statistic --mode random --probability {share} -j DROP");

    internal static Action<Lab> In(int node, string rule) => l => l.Network[node].Run($"iptables -w -I INPUT {rule}");

    internal static Action<Lab> Both(int node, string rule) =>
        l => l.Network[node].Run($"iptables -w -I INPUT {rule}\niptables -w -I OUTPUT {rule}");

    internal static Action<Lab> Everywhere(string rule) =>
        l => Parallel.ForEach(l.Network.Nodes, n => n.Run($"iptables -w -I INPUT {rule}\niptables -w -I OUTPUT {rule}"));

    internal static void Split(Lab lab)
    {
        foreach (var node in lab.Network.Nodes.Take(2))
        {
            var others = string.Join(
                '\n',
                lab.Network.Nodes.Skip(2)
                    .Select(o => $"iptables -w -I INPUT -s {o.Host} {Overlay}\niptables -w -I OUTPUT -d {o.Host} {Overlay}")
            );
            node.Run(others);
        }
    }

    /// <summary>What the node sends goes without the overlay, so the overlay is not the way by which it would answer.</summary>
    internal static void RpFilter(Lab lab)
    {
        var routes = string.Join(
            '\n',
            lab.Network.Nodes.Where(n => n.Index != 3)
                .Select(n => $"ip route replace 10.244.{n.Index}.0/24 via {n.Host} dev eth0 src 10.244.3.0")
        );
        lab.Network[3].Run("sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.flannel/1.rp_filter=1\n" + routes);
    }

    internal static Action<Lab> Fdb(string address) =>
        l => l.Network[2].Run($"bridge fdb replace {l.Network[4].TunnelMac} dev flannel.1 dst {address}");

    internal static void NoRoutes(Lab lab) =>
        lab.Network[3]
            .Run(string.Join('\n', Others(3).Select(i => $"ip route del 10.244.{i}.0/24\nip route add unreachable 10.244.{i}.0/24")));

    internal static void Unroute(Lab lab) =>
        lab.Network[3].Run(string.Join('\n', Others(3).Select(i => $"ip route del unreachable 10.244.{i}.0/24 || true")));

    /// <summary>Node 5 got the pod network of node 4 too, and the others believe it: its canary gets what node 4's was to get.</summary>
    internal static void Duplicate(Lab lab)
    {
        lab.Network[5]
            .Run("ip route replace 10.244.4.0/24 dev cni0\niptables -w -t nat -I PREROUTING -d 10.244.4.2 -j DNAT --to 10.244.5.2");
        foreach (var i in new[] { 1, 2, 3 })
            lab.Network[i].Run("ip route replace 10.244.4.0/24 via 10.244.5.0 dev flannel.1 onlink");
    }

    internal static void Unduplicate(Lab lab) => lab.Network[5].Run("ip route del 10.244.4.0/24 dev cni0 || true");

    internal static void Down(Lab lab)
    {
        lab.Kubelet(3).IsUp = false;
        lab.Network[3].Run("ip link set eth0 down");
        lab.Agents.Signal(lab.Network[3], "STOP");
    }

    internal static void Up(Lab lab)
    {
        lab.Agents.Signal(lab.Network[3], "CONT");
        lab.Kubelet(3).IsUp = true;
    }

    internal static void NewFlowsDropped(Lab lab) =>
        lab.Network[3]
            .Run(
                "iptables -w -t mangle -I PREROUTING ! -i cni0 -m conntrack --ctstate NEW -j DROP\n"
                    + "iptables -w -t mangle -I OUTPUT -m conntrack --ctstate NEW -j DROP"
            );

    internal static void Deny(Lab lab)
    {
        lab.Policies.Add("default/deny-all");
        Parallel.ForEach(lab.Network.Nodes, n => n.Run("iptables -w -I FORWARD -p udp --dport 8473 -j DROP"));
    }

    /// <summary>A Service's endpoint moves from node 4 to node 5, and the rules of node 3 do not.</summary>
    internal static void Freeze(Lab lab)
    {
        foreach (var node in lab.Network.Nodes)
        {
            var endpoint = lab.Network[node.Index == 3 ? 4 : 5];
            node.Run(
                $"iptables -w -t nat -A SERVICES -d {LabNetwork.MovingService} -p udp -j DNAT --to {endpoint.Canary}:{LabNetwork.PodPort}"
            );
        }
        lab.Operator.Move(lab.Network[5]);
    }

    internal static void Starve(Lab lab) => lab.Starve(lab.Network[3]);

    internal static void Feed(Lab lab) => lab.Feed();

    internal static IEnumerable<int> Others(int node) => Enumerable.Range(1, LabNetwork.NodeCount).Where(i => i != node);

    /// <summary>Drops what the canary itself sends to others, at its own host.</summary>
    internal static void Forbid(Lab lab) =>
        Shell.Run(lab.Network[3].CanarySpace, $"iptables -w -I OUTPUT ! -o lo -p udp --dport {LabNetwork.PodPort} -j DROP");

    internal static void Allow(Lab lab) => Shell.Run(lab.Network[3].CanarySpace, "iptables -w -F OUTPUT");

    /// <summary>Two ports are left for what the canary's namespace sends, and another process has them.</summary>
    internal static void TakePorts(Lab lab)
    {
        // Before the canary may use them: one of its probes would have one.
        lab.Hold(lab.Network[3].CanarySpace, 61000, 61001);
        Shell.Run(lab.Network[3].CanarySpace, "sysctl -qw net.ipv4.ip_local_port_range='61000 61001'");
    }

    internal static void GivePorts(Lab lab)
    {
        lab.Release();
        Shell.Run(lab.Network[3].CanarySpace, "sysctl -qw net.ipv4.ip_local_port_range='32768 60999'");
    }

    /// <summary>The second pod of the node has the canary's hardware address: the bridge sends to where it saw it last.</summary>
    internal static void DoubleMac(Lab lab) => SetEchoMac(lab.Network[3], lab.Network[3].CanaryMac);

    internal static void SingleMac(Lab lab) => SetEchoMac(lab.Network[3], lab.Network[3].EchoMac);

    /// <summary>Node 5 has the address of node 3 too, and the others believe it, as after its gratuitous ARP.</summary>
    internal static void DoubleAddress(Lab lab)
    {
        lab.Network[5].Run($"ip addr add {lab.Network[3].Host}/32 dev eth0");
        foreach (var i in new[] { 1, 2, 4 })
            lab.Network[i].Run($"ip neigh replace {lab.Network[3].Host} lladdr {lab.Network[5].HostMac} dev eth0 nud permanent");
    }

    internal static void SingleAddress(Lab lab)
    {
        lab.Network[5].Run($"ip addr del {lab.Network[3].Host}/32 dev eth0");
        foreach (var i in new[] { 1, 2, 4 })
            lab.Network[i].Run($"ip neigh del {lab.Network[3].Host} dev eth0");
    }

    private static void SetEchoMac(LabNode node, string address)
    {
        Shell.Run(node.EchoSpace, $"ip link set eth0 address {address}");
        Shell.Run(node.CanarySpace, "ip neigh flush dev eth0");
        node.Run("ip neigh flush dev cni0");
    }
}
