using System.Net;
using System.Net.Sockets;
using System.Text;
using CniOperator.Agent.Hosting;
using CniOperator.Agent.Network;
using CniOperator.Agent.Sockets;
using CniOperator.Agent.Tests.Running;
using CniOperator.Agent.Tests.Support;
using CniOperator.Agent.Tests.Wire;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace CniOperator.Agent.Tests.Sockets;

public sealed class AgentHostTests : IAsyncLifetime, IDisposable
{
    private static readonly PeerAddress Own = PeerAddress.Of("127.83.0.1");

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly CancellationTokenSource _over = new();
    private readonly FakeOperator _operator = new(TimeProvider.System);
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly AgentOptions _options;
    private Task _running = Task.CompletedTask;

    public AgentHostTests()
    {
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        File.WriteAllBytes(Path.Combine(_folder, "key-1"), [.. Enumerable.Repeat((byte)7, 32)]);
        File.WriteAllText(Path.Combine(_folder, "addresses"), $"# the operator\n{_listening.LocalEndPoint}\n");
        var port = FreePort();
        _options = AgentOptions.Parse(
            ["canary"],
            name =>
                name switch
                {
                    "NODE_NAME" => "node-0",
                    "POD_IPS" => Own.ToString(),
                    "POD_PORT" => $"{port}",
                    "READINESS_PORT" => $"{FreePort()}",
                    "KEY_DIR" => _folder,
                    "OPERATOR_ADDRESSES" => Path.Combine(_folder, "addresses"),
                    _ => null,
                },
            out _
        )!;
    }

    public Task InitializeAsync()
    {
        _ = ServeAsync();
        _running = new AgentHost(_options, TimeProvider.System, _ => { }).RunAsync(_over.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose()
    {
        _listening.Dispose();
        _over.Dispose();
    }

    [Fact]
    public async Task Over_real_sockets_it_follows_a_list_probes_itself_and_reports()
    {
        _operator.List = Lists.Of(0, version: 2) with
        {
            Fixed = [new Peer(Lists.Node(0), new AddressPair(Own, default), default)],
            Settings = new ProbeSettings
            {
                Interval = TimeSpan.FromSeconds(1),
                FullSizeEvery = TimeSpan.FromSeconds(1),
                BulkEvery = TimeSpan.FromSeconds(1),
                PodMtu = 1450,
            },
        };
        ProbeKind[] kinds = [ProbeKind.PodToPod, ProbeKind.PodToPodFullSize, ProbeKind.PodToPodBulk, ProbeKind.SelfTest];
        var report = await ReportAsync(r => kinds.All(k => r.Edges.Any(e => e.Kind == k)));
        foreach (var kind in kinds)
        {
            var edge = report.Edges.Single(e => e.Kind == kind);
            Assert.False(edge.FailedLast, $"{kind}: {edge.Fault}");
            Assert.False(edge.SourceChanged);
            Assert.True(edge.MedianMicroseconds > 0);
        }
        Assert.Equal(1450, report.Edges.Single(e => e.Kind == ProbeKind.PodToPodFullSize).LargestSize);
    }

    [Fact]
    public async Task A_kubelet_s_probe_is_answered_and_counted()
    {
        _operator.List = Lists.Of(0, version: 2) with { Settings = new ProbeSettings { ReportEvery = TimeSpan.FromSeconds(1) } };
        Assert.StartsWith(
            "HTTP/1.1 200",
            await GetAsync("GET /ready HTTP/1.1\r\nUser-Agent: kube-probe/1.36\r\n\r\n"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("HTTP/1.1 200", await GetAsync("GET /ready HTTP/1.1\r\nUser-Agent: other\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await GetAsync(new string('x', 4000)), StringComparison.Ordinal);
        var report = await ReportAsync(r => r.Kubelet?.Requests > 0);
        Assert.Equal(1, report.Kubelet!.Value.Requests);
        Assert.True(report.Kubelet.Value.AgeMilliseconds >= 0);
        Assert.StartsWith("127.", report.Kubelet.Value.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_connections_idle_the_kubelet_gets_through()
    {
        List<Socket> idle = [];
        for (var i = 0; i < 64; i++)
            idle.Add(await ConnectAsync(_options.ReadinessPort));
        Assert.StartsWith("HTTP/1.1 200", await GetAsync("GET / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        // The last of them gets a second for its head, and is closed then.
        Assert.Equal(0, await idle[^1].ReceiveAsync(new byte[1]));
        idle.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_bulk_connection_without_a_signed_head_is_closed()
    {
        using var socket = await ConnectAsync(_options.Ports.Pod);
        await socket.SendAsync(new byte[200]);
        Assert.Equal(0, await ReadToEndAsync(socket));
    }

    [Fact]
    public async Task A_port_where_no_one_listens_refuses()
    {
        using var channel = new SocketNetwork().Open(new ProbeEndpoint(Own, FreePort()), whole: false);
        Assert.Equal(ProbeFault.None, await channel.SendAsync(new byte[80], default));
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal(new Arrival(0, ProbeFault.Refused), await channel.ReceiveAsync(new byte[80], soon.Token));
        var bulk = await new SocketNetwork().BulkAsync(new ProbeEndpoint(Own, FreePort()), new byte[80], new byte[80], soon.Token);
        Assert.Equal(ProbeFault.Refused, bulk.Fault);
    }

    [Fact]
    public async Task A_whole_datagram_larger_than_the_link_is_too_large()
    {
        using var channel = new SocketNetwork().Open(new ProbeEndpoint(Own, 9), whole: true);
        Assert.Equal(ProbeFault.TooLarge, await channel.SendAsync(new byte[66_000], default));
    }

    [Fact]
    public async Task An_answer_that_came_while_the_process_slept_is_not_lost()
    {
        using var channel = new SocketNetwork().Open(ProbeEndpoint.Of($"{_listening.LocalEndPoint}")!.Value, whole: false);
        var request = Any.Written(b => new PeersRequest(1, "node-0", AgentRole.Canary, 0, null).Write(b, Any.Keys));
        await channel.SendAsync(request, default);
        while (_operator.Requests.All(r => r.Nonce != 1))
            await Task.Yield();
        using var over = new CancellationTokenSource();
        var buffer = new byte[1280];
        Arrival arrival;
        do
        {
            await over.CancelAsync();
            arrival = await channel.ReceiveAsync(buffer, over.Token);
        } while (arrival.Length == 0); // The answer is on its way.
        Assert.NotNull(PeersPage.Read(buffer.AsSpan(0, arrival.Length), Any.Keys));
    }

    [Theory]
    [InlineData("NODE_NAME: the name of the node is missing", "canary")]
    [InlineData("usage: cni-operator-agent canary|echo|prober", "other")]
    [InlineData("usage: cni-operator-agent canary|echo|prober")]
    public void What_is_missing_is_said(string problem, params string[] arguments)
    {
        Assert.Null(AgentOptions.Parse(arguments, _ => null, out var said));
        Assert.Equal(problem, said);
    }

    [Fact]
    public void A_port_that_is_none_is_said()
    {
        Assert.Null(AgentOptions.Parse(["echo"], name => name == "NODE_NAME" ? "a" : "70000", out var said));
        Assert.EndsWith("70000 is not a port", said, StringComparison.Ordinal);
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[WireFormat.MaxProbeBytes];
        while (!_over.IsCancellationRequested)
        {
            var received = await _listening.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _over.Token);
            if (_operator.Answer(buffer[..received.ReceivedBytes]) is { } answer)
                await _listening.SendToAsync(answer, received.RemoteEndPoint, _over.Token);
        }
    }

    private async Task<AgentReport> ReportAsync(Func<AgentReport, bool> wanted)
    {
        while (true)
        {
            lock (_operator.Reports)
            {
                if (_operator.Reports.Find(r => wanted(r.Report)) is { } message)
                    return message.Report;
            }
            Assert.False(_running.IsCompleted);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    private async Task<string> GetAsync(string request)
    {
        using var socket = await ConnectAsync(_options.ReadinessPort);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var answer = new byte[200];
        return Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer));
    }

    private static async Task<int> ReadToEndAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[100]);
        }
        catch (SocketException)
        {
            return 0; // Closed with bytes that were not read: a reset.
        }
    }

    /// <summary>Connects once the agent listens.</summary>
    private static async Task<Socket> ConnectAsync(ushort port)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(Own.ToIPAddress(), port);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }
    }

    private static ushort FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(Own.ToIPAddress(), 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
