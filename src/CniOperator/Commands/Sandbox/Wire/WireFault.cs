namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>Something that is broken on the simulated wire. The names are those of the fault lab, and so are the verdicts.</summary>
/// <param name="Name">Which fault.</param>
/// <param name="Node">The node that it is on; empty for one of the whole cluster.</param>
internal sealed record WireFault(string Name, string Node)
{
    /// <summary>What can break.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [OverlayBlocked, OverlayOneWay, MtuBlackHole, NodeDown, ForwardDrop, VethGone, KubeletBlocked, DnsDown, ProxyRulesGone, Loss];

    internal const string OverlayBlocked = "overlay-blocked";
    internal const string OverlayOneWay = "overlay-one-way";
    internal const string MtuBlackHole = "mtu-black-hole";
    internal const string NodeDown = "node-down";
    internal const string ForwardDrop = "forward-drop";
    internal const string VethGone = "veth-gone";
    internal const string KubeletBlocked = "kubelet-blocked";
    internal const string DnsDown = "dns-down";
    internal const string ProxyRulesGone = "proxy-rules-gone";
    internal const string Loss = "loss-30";

    /// <summary>The fault of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    internal static WireFault Of(string name, string node = "") =>
        Names.Contains(name)
            ? new WireFault(name, node)
            : throw new ArgumentException($"there is no fault \"{name}\": give {string.Join(", ", Names)}", nameof(name));
}
