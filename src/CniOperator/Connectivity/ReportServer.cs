using System.Net;
using System.Net.Sockets;
using CniOperator.Health.Wire;
using Microsoft.Extensions.Logging;

namespace CniOperator.Connectivity;

/// <summary>
/// Takes datagrams of health agents on one address, and answers from it. An address that cannot be used is said once and tried again: the
/// operator does its other work meanwhile.
/// </summary>
internal sealed class ReportServer(ConnectivityMonitor monitor, TimeProvider time, ILogger log)
{
    // Reports of a whole cluster may come together, as when its network fails. The kernel gives less where its limit is lower.
    private const int BufferBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterError = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource<IPEndPoint> _bound = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens, once it does.</summary>
    internal Task<IPEndPoint> Bound => _bound.Task;

    internal async Task RunAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        for (var said = false; ; await Task.Delay(Again, time, cancellationToken))
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.ReceiveBufferSize = BufferBytes;
                socket.Bind(address);
            }
            catch (SocketException e)
            {
                if (!said)
                    log.LogWarning(
                        "cannot take reports of health agents on {Address}: {Error}; trying again each second",
                        address,
                        e.Message
                    );
                said = true;
                continue;
            }

            log.LogInformation("takes reports of health agents on {Address}", socket.LocalEndPoint);
            _bound.TrySetResult((IPEndPoint)socket.LocalEndPoint!);
            await ServeAsync(socket, cancellationToken);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        // One byte more than any message has shows that a datagram is larger.
        var datagram = new byte[WireFormat.MaxBytes + 1];
        var answer = new byte[WireFormat.MaxBytes];
        var source = new SocketAddress(socket.AddressFamily);
        while (true)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(datagram, SocketFlags.None, source, cancellationToken);
                var written = monitor.Answer(datagram.AsSpan(0, length), answer);
                if (written > 0)
                    await socket.SendToAsync(answer.AsMemory(0, written), SocketFlags.None, source, cancellationToken);
            }
            catch (SocketException)
            {
                // Of one datagram, or of a moment without memory: the next one may do better.
                await Task.Delay(AfterError, time, cancellationToken);
            }
        }
    }
}
