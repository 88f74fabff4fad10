using System.Net;
using System.Net.Sockets;
using CniOperator.Agent.Probing;
using CniOperator.Agent.Running;
using CniOperator.Agent.Sockets;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Hosting;

/// <summary>Puts an agent on sockets, and runs it until it is told to end.</summary>
internal sealed class AgentHost(AgentOptions options, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private static readonly PeerAddress Loopback = PeerAddress.Of(IPAddress.Loopback);

    private readonly AgentFiles _files = new(options, say);

    internal async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await WaitForKeysAsync(cancellation);
            var agent = new NodeAgent(
                new AgentIdentity(options.Role, options.NodeName, Nonces.Draw(), options.Ports),
                new AgentParts(new SocketNetwork(), () => _files.Keys!, () => _files.Ways, Nonces.Draw, time, say)
                {
                    OwnMtu = () => OwnInterface.Mtu(options.Own),
                }
            );
            say($"{options.Role} on node {options.NodeName}, key {_files.Keys!.Current.Id}");
            await Task.WhenAll([agent.RunAsync(cancellation), RefreshAsync(cancellation), .. Servers(agent, cancellation)]);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task WaitForKeysAsync(CancellationToken cancellation)
    {
        _files.Refresh();
        for (; _files.Keys is null; _files.Refresh())
            await Task.Delay(Again, time, cancellation);
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(RefreshEvery, time);
        while (await timer.WaitForNextTickAsync(cancellation))
            _files.Refresh();
    }

    private IEnumerable<Task> Servers(NodeAgent agent, CancellationToken cancellation)
    {
        var udp = new UdpServer(agent, time);
        var bulk = new BulkService(agent.Responder, () => _files.Keys!);
        var readiness = new ReadinessService(source => agent.Kubelet.Add(source, agent.Responder.Milliseconds));
        var bulks = new ConnectionServer(BulkService.MostConnections, BulkService.Life, bulk.ServeAsync, time);
        var probes = new ConnectionServer(ReadinessService.MostConnections, ReadinessService.Life, readiness.ServeAsync, time);
        var port = options.Role == AgentRole.Prober ? options.Ports.Host : options.Ports.Pod;
        foreach (var address in Addresses())
        {
            yield return ListenAsync(address, port, SocketType.Dgram, udp.RunAsync, cancellation);
            if (options.DeniedPort > 0)
                yield return ListenAsync(address, options.DeniedPort, SocketType.Dgram, udp.RunAsync, cancellation);
            if (options.Role != AgentRole.Prober)
                yield return ListenAsync(address, port, SocketType.Stream, bulks.RunAsync, cancellation);
            if (options.ReadinessPort > 0)
                yield return ListenAsync(address, options.ReadinessPort, SocketType.Stream, probes.RunAsync, cancellation);
        }
    }

    /// <summary>Its own addresses, each with a socket, and loopback for the canary's test of itself.</summary>
    private IEnumerable<IPAddress> Addresses()
    {
        if (!options.Own.IsSome)
            return [IPAddress.Any];
        PeerAddress[] own = [options.Own.IPv4, options.Own.IPv6, options.Role == AgentRole.Canary ? Loopback : default];
        return own.Where(a => a.IsSome).Select(a => a.ToIPAddress());
    }

    private async Task ListenAsync(
        IPAddress address,
        ushort port,
        SocketType type,
        Func<Socket, CancellationToken, Task> serve,
        CancellationToken cancellation
    )
    {
        for (var said = false; !cancellation.IsCancellationRequested; await Task.Delay(Again, time, cancellation))
        {
            using var socket = new Socket(address.AddressFamily, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, port));
                if (type == SocketType.Stream)
                    socket.Listen();
                await serve(socket, cancellation);
            }
            catch (SocketException error) when (!said)
            {
                // An IPv6 address that the kernel still checks, or a port that the last process of this pod has not left.
                said = true;
                say($"{type} {address}:{port}: {error.Message}; tries again");
            }
            catch (SocketException)
            {
                // Said already.
            }
        }
    }
}
