using System.Net;
using System.Net.Sockets;

namespace CniOperator.Runtime.Hosting;

/// <summary>Addresses to listen at, as command lines have them.</summary>
public static class ListenAddress
{
    /// <summary>
    /// Reads <c>host:port</c>, where the host is an IP address or <c>localhost</c>, or <c>:port</c> for all addresses of the machine.
    /// </summary>
    /// <returns><c>null</c> if the text is something else.</returns>
    public static IPEndPoint? Parse(string address)
    {
        var text = address.StartsWith(':') ? $"[::]{address}" : address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        if (!text.Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(text, out var endpoint))
            return null;
        if (endpoint.Address.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
            endpoint.Address = IPAddress.Any;
        return endpoint;
    }
}
