using System.Net.NetworkInformation;
using CniOperator.Health.Peers;

namespace CniOperator.Agent.Hosting;

/// <summary>The interface that has the agent's address.</summary>
internal static class OwnInterface
{
    /// <summary>Its MTU in bytes; 0 when there is none with such an address, or it does not say.</summary>
    internal static int Mtu(AddressPair own)
    {
        try
        {
            foreach (var link in NetworkInterface.GetAllNetworkInterfaces())
            {
                var properties = link.GetIPProperties();
                if (
                    properties.UnicastAddresses.Any(a =>
                        PeerAddress.Of(a.Address) is var at && at.IsSome && (at == own.IPv4 || at == own.IPv6)
                    )
                )
                    return properties.GetIPv4Properties().Mtu;
            }
        }
        catch (NetworkInformationException)
        {
            // What the kernel does not tell is not known.
        }

        return 0;
    }
}
