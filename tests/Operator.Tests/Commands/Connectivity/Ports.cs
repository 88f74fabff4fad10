using System.Net;
using System.Net.Sockets;

namespace CniOperator.Operator.Tests.Commands.Connectivity;

internal static class Ports
{
    /// <summary>A port of the loopback that no one listened to a moment ago.</summary>
    internal static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
