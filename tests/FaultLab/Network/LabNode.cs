using CniOperator.Health;
using CniOperator.Health.Peers;

namespace CniOperator.FaultLab.Network;

/// <summary>One node: a namespace for the host, and one for each of its two pods.</summary>
/// <param name="Prefix">What all namespaces of this run begin with.</param>
/// <param name="Index">From 1.</param>
internal sealed record LabNode(string Prefix, int Index)
{
    internal string Name => $"node-{Index}";

    internal NodeId Id => NodeId.Of($"lab-{Name}");

    internal string Space => $"{Prefix}-n{Index}";

    internal string CanarySpace => $"{Space}c";

    internal string EchoSpace => $"{Space}e";

    internal string Host => $"10.99.0.{Index}";

    internal string Canary => $"10.244.{Index}.2";

    internal string Echo => $"10.244.{Index}.3";

    /// <summary>The address of its end of the overlay.</summary>
    internal string TunnelMac => $"02:00:00:00:02:{Index:x2}";

    /// <summary>The hardware addresses of its host and of its pods.</summary>
    internal string HostMac => $"02:00:00:00:03:{Index:x2}";

    internal string CanaryMac => $"02:00:00:00:04:{Index:x2}";

    internal string EchoMac => $"02:00:00:00:05:{Index:x2}";

    internal Peer Peer => new(Id, Pair(Canary), Pair(Host));

    internal static AddressPair Pair(string address) => new(PeerAddress.Of(address), default);

    /// <summary>Runs lines in the host's namespace.</summary>
    internal void Run(string script) => Shell.Run(Space, script);
}
