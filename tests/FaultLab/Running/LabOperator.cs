using System.Net;
using System.Net.Sockets;
using CniOperator.FaultLab.Network;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace CniOperator.FaultLab.Running;

/// <summary>The operator's end of the wire: serves peer lists, takes reports.</summary>
internal sealed class LabOperator(LabNetwork network, WireKeys keys, Func<ulong> draw) : IDisposable
{
    internal const string DnsName = "kubernetes.default.svc.cluster.local";

    private readonly Lock _lock = new();
    private readonly ReplayGuard _guard = new(draw);
    private readonly Dictionary<(Health.NodeId, AgentRole, ulong), ReceivedReport> _reports = [];
    private Socket? _socket;
    private ulong _version = 1;
    private LabNode? _moved;

    /// <summary>How agents probe here: as often as they may, so that the lab is soon over.</summary>
    internal static ProbeSettings Settings { get; } =
        new()
        {
            Interval = ProbeSettings.ShortestInterval,
            Timeout = TimeSpan.FromMilliseconds(400),
            FullSizeEvery = TimeSpan.FromSeconds(2),
            BulkEvery = ProbeSettings.ShortestInterval,
            ReportEvery = TimeSpan.FromSeconds(2),
            PodMtu = LabNetwork.PodMtu,
        };

    internal void Start()
    {
        _socket = Space.In(network.Underlay, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(LabNetwork.OperatorAddress), LabNetwork.OperatorPort));
            return socket;
        });
        _ = ServeAsync(_socket);
    }

    public void Dispose()
    {
        var socket = _socket;
        _socket = null;
        socket?.Dispose();
    }

    /// <summary>The newest report of each process that lately reported.</summary>
    internal IReadOnlyList<ReceivedReport> Reports()
    {
        lock (_lock)
            return [.. _reports.Values.OrderBy(r => r.Came)];
    }

    /// <summary>The endpoint of one Service is another from now on; <c>null</c> takes the Service away.</summary>
    internal void Move(LabNode? endpoint)
    {
        lock (_lock)
            (_moved, _version) = (endpoint, _version + 1);
    }

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[WireFormat.MaxProbeBytes];
        var answer = new byte[WireFormat.MaxBytes];
        while (_socket is not null)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                var length = Answer(buffer.AsSpan(0, received.ReceivedBytes), answer);
                if (length > 0)
                    await socket.SendToAsync(answer.AsMemory(0, length), received.RemoteEndPoint);
            }
            catch (SocketException)
            {
                // Of one datagram; the agent asks again.
            }
            catch (Exception error) when (_socket is not null)
            {
                await Console.Error.WriteLineAsync($"operator: {error}");
                return;
            }
        }
    }

    private int Answer(ReadOnlySpan<byte> datagram, Span<byte> answer)
    {
        lock (_lock)
        {
            if (
                PeersRequest.Read(datagram, keys) is { } request
                && network.Nodes.FirstOrDefault(n => n.Name == request.NodeName) is { } node
            )
                return new PeersPage(request.Nonce, List(node), null).Write(answer, keys);
            return ReportMessage.Read(datagram, keys) is { } report ? Take(report).Write(answer, keys) : 0;
        }
    }

    private ReportAck Take(ReportMessage message)
    {
        var now = TimeProvider.System.GetUtcNow();
        var counts = _guard.Judge(message, now) is Freshness.Next or Freshness.NewProcess;
        var report = message.Report;
        if (counts)
        {
            foreach (var old in _reports.Where(r => now - r.Value.Came > TimeSpan.FromSeconds(30)).Select(r => r.Key).ToList())
                _reports.Remove(old);
            _reports[(report.Node, report.Role, report.Boot)] = new ReceivedReport(report, now);
        }
        return new ReportAck(report.Boot, report.Sequence, _version, true, counts, _guard.Token(now));
    }

    private PeerList List(LabNode node) =>
        new()
        {
            Version = _version,
            Node = node.Id,
            Settings = Settings,
            Canary = LabNode.Pair(node.Canary),
            Echo = LabNode.Pair(node.Echo),
            Fixed = [.. network.Nodes.Where(n => n != node).Select(n => n.Peer)],
            Others = LabNetwork.NodeCount - 1,
            DnsName = DnsName,
            Targets = [.. Targets(node)],
        };

    private IEnumerable<ProbeTarget> Targets(LabNode node)
    {
        yield return Target(ProbeKind.ServiceLocal, LabNetwork.LocalService);
        yield return Target(ProbeKind.ServiceHairpin, LabNetwork.HairpinService);
        yield return Target(ProbeKind.ServiceRemote, LabNetwork.RemoteService);
        yield return Target(ProbeKind.HostToService, LabNetwork.RemoteService);
        yield return Target(ProbeKind.DnsByService, LabNetwork.DnsService, 53);
        yield return Target(ProbeKind.DnsDirect, network.DnsNode.Echo, 53);
        yield return Target(ProbeKind.PolicyAllowed, node.Echo);
        yield return Target(ProbeKind.PolicyDenied, node.Echo, LabNetwork.DeniedPort);
        if (_moved is not null)
            yield return Target(ProbeKind.ServiceRemote, LabNetwork.MovingService) with
            {
                Node = _moved.Id,
            };
    }

    private static ProbeTarget Target(ProbeKind kind, string address, int port = LabNetwork.PodPort) =>
        new(kind, PeerAddress.Of(address), (ushort)port);
}
