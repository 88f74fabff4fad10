using System.Net;
using CniOperator.Health.Peers;

namespace CniOperator.Agent.Network;

/// <summary>An address with a port.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port.</param>
public readonly record struct ProbeEndpoint(PeerAddress Address, ushort Port)
{
    /// <summary>Reads <c>address:port</c>, with brackets around IPv6; <c>null</c> for anything else.</summary>
    public static ProbeEndpoint? Of(string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0
            ? new ProbeEndpoint(PeerAddress.Of(endpoint.Address), (ushort)endpoint.Port)
            : null;

    /// <summary>As the framework has it.</summary>
    public IPEndPoint ToIPEndPoint() => new(Address.ToIPAddress(), Port);

    /// <inheritdoc/>
    public override string ToString() => ToIPEndPoint().ToString();
}
