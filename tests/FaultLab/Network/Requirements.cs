namespace CniOperator.FaultLab.Network;

/// <summary>What the lab needs of a machine.</summary>
internal static class Requirements
{
    /// <summary>Makes one of everything that the lab uses, in a namespace of its own, and says what does not work.</summary>
    private const string Try = """
        ip link set lo up
        ip link add b0 type bridge || echo 'bridges (ip link add type bridge)'
        ip link add v0 type veth peer name v1 || echo 'veth pairs (ip link add type veth)'
        ip link add x0 type vxlan id 1 dev lo dstport 8472 || echo 'VXLAN (ip link add type vxlan)'
        iptables -w -A INPUT -p udp -m statistic --mode random --probability 0.5 -j DROP || echo 'iptables: -m statistic'
        iptables -w -A INPUT -p udp -m length --length 1:2 -j DROP || echo 'iptables: -m length'
        iptables -w -A INPUT -p udp -m multiport --ports 1,2 -j DROP || echo 'iptables: -m multiport'
        iptables -w -t mangle -A PREROUTING -m conntrack --ctstate NEW -j DROP || echo 'iptables: -m conntrack'
        iptables -w -t nat -A POSTROUTING -m mark --mark 1/1 -j MASQUERADE || echo 'iptables: -j MASQUERADE'
        iptables -w -t nat -A PREROUTING -p udp -j DNAT --to 127.0.0.1:1 || echo 'iptables: -j DNAT'
        """;

    /// <summary>What is missing on this machine; empty if nothing is.</summary>
    internal static string Missing()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return "the lab makes network namespaces: it needs Linux, and root";
        var (_, commands) = Shell.Try(
            null,
            "for c in ip iptables iptables-restore bridge sysctl; do command -v $c >/dev/null || echo $c; done"
        );
        if (commands.Length > 0)
            return $"commands are missing: {OneLine(commands)}";
        var space = $"fl{Environment.ProcessId:x}-try";
        var (made, why) = Shell.Try(null, $"ip netns add {space}");
        if (made != 0)
            return $"network namespaces cannot be made: {OneLine(why)}";
        var (_, output) = Shell.Try(space, $"exec 2>/dev/null; set +e\n{Try}");
        Shell.Try(null, $"ip netns del {space}");
        return output.Length == 0 ? "" : $"this kernel or container has no: {string.Join(", ", output.Trim().Split('\n'))}";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
