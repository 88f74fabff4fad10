using System.Net.Sockets;
using CniOperator.Health.Probes;

namespace CniOperator.Agent.Sockets;

/// <summary>What an error of a socket says about the network.</summary>
internal static class SocketFaults
{
    private const int NotPermitted = 1; // EPERM, which the framework does not name: a filter on the way out.

    internal static ProbeFault Of(SocketException error) =>
        error.NativeErrorCode == NotPermitted ? ProbeFault.Forbidden : Of(error.SocketErrorCode);

    private static ProbeFault Of(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted => ProbeFault.Refused,
            SocketError.NetworkUnreachable or SocketError.NetworkDown => ProbeFault.NoRoute,
            SocketError.HostUnreachable or SocketError.HostDown => ProbeFault.HostUnreachable,
            SocketError.MessageSize => ProbeFault.TooLarge,
            SocketError.AccessDenied => ProbeFault.Forbidden,
            SocketError.AddressNotAvailable
            or SocketError.NoBufferSpaceAvailable
            or SocketError.TooManyOpenSockets
            or SocketError.WouldBlock
            or SocketError.TryAgain
            or SocketError.AddressAlreadyInUse => ProbeFault.NoResources,
            SocketError.AddressFamilyNotSupported => ProbeFault.NoRoute,
            _ => ProbeFault.Timeout,
        };
}
