using System.Net;
using System.Net.Sockets;
using System.Text;
using CniOperator.FaultLab.Network;

namespace CniOperator.FaultLab.Running;

/// <summary>What a kubelet does to a canary: it asks it from the host's network whether it is ready, and renews a Lease.</summary>
internal sealed class LabKubelet(LabNode node) : IDisposable
{
    private const int Failures = 3;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nUser-Agent: kube-probe/1.36\r\n\r\n");

    private readonly ManualResetEventSlim _over = new();
    private int _failed = Failures;

    /// <summary>Whether it lives.</summary>
    internal bool IsUp { get; set; } = true;

    /// <summary>Whether it probes; else it lives, and does nothing.</summary>
    internal bool Probes { get; set; } = true;

    /// <summary>What it says of the canary; stays when it dies.</summary>
    internal bool IsReady => _failed < Failures;

    /// <summary>When it renewed its Lease.</summary>
    internal DateTimeOffset Lease { get; private set; } = TimeProvider.System.GetUtcNow();

    internal void Start() => Space.Enter(node.Space, Run, error => throw error);

    public void Dispose() => _over.Set();

    private void Run()
    {
        while (!_over.Wait(Period))
        {
            if (!IsUp)
                continue;
            Lease = TimeProvider.System.GetUtcNow();
            if (!Probes)
                continue;
            _failed = Probe() ? 0 : Math.Min(Failures, _failed + 1);
        }
    }

    private bool Probe()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var timeout = new CancellationTokenSource(Timeout, TimeProvider.System);
        try
        {
            return ProbeAsync(socket, timeout.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> ProbeAsync(Socket socket, CancellationToken cancellation)
    {
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(node.Canary), LabNetwork.ReadinessPort), cancellation);
        await socket.SendAsync(Request, cancellation);
        var answer = new byte[200];
        var length = await socket.ReceiveAsync(answer, cancellation);
        return Encoding.ASCII.GetString(answer, 0, length).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
    }
}
