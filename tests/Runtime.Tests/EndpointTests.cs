using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CniOperator.Runtime.Tests.Support;

namespace CniOperator.Runtime.Tests;

public class EndpointTests
{
    [Fact]
    public async Task An_accept_that_fails_ends_neither_the_endpoint_nor_the_operator()
    {
        // A port by number: one that the kernel chose is given back when the socket stops to listen.
        var port = FreePort();
        await using var bench = new OperatorBench(settings: s => s with { ProbesAddress = $"127.0.0.1:{port}" });
        bench.Start();
        await bench.UntilAsync(() => bench.Host.NotReady.Count == 0);
        using var listener = ListenerOn(port);
        // Each accept fails until the socket listens again.
        listener.Shutdown(SocketShutdown.Both);
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(port, "GET"));
        listener.Listen();
        Assert.EndsWith("\r\n\r\nok", await AskAsync(port, "GET"), StringComparison.Ordinal);
        Assert.False(bench.Run.IsCompleted);
    }

    [Theory]
    [InlineData("GET", "HTTP/1.1 200 OK\r\n", "ok")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\n", "")]
    [InlineData("POST", "HTTP/1.1 405 Method Not Allowed\r\n", "only GET and HEAD are answered here\n")]
    public async Task Only_GET_has_the_body(string method, string status, string body)
    {
        await using var bench = new OperatorBench(settings: s => s with { ProbesAddress = "127.0.0.1:0" });
        bench.Start();
        await bench.UntilAsync(() => bench.Host.NotReady.Count == 0);
        var answer = await AskAsync(bench.Host.ProbesPort!.Value, method);
        Assert.StartsWith(status, answer, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{body}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_not_served_says_what_is()
    {
        await using var bench = new OperatorBench(settings: s => s with { MetricsAddress = "127.0.0.1:0", ProbesAddress = "127.0.0.1:0" });
        bench.Start();
        await bench.UntilAsync(() => bench.Host.ProbesPort is not null);
        using var http = new HttpClient();
        var probes = await http.GetAsync(new Uri($"http://127.0.0.1:{bench.Host.ProbesPort}/metrics"));
        var metrics = await http.GetAsync(new Uri($"http://127.0.0.1:{bench.Host.MetricsPort}/"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (probes.StatusCode, metrics.StatusCode));
        Assert.Equal("only /healthz and /readyz are served here\n", await probes.Content.ReadAsStringAsync());
        Assert.Equal("only /metrics is served here\n", await metrics.Content.ReadAsStringAsync());
    }

    private static async Task<string> AskAsync(int port, string method)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        var request = $"{method} /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // This process's own listening socket on a port, by its inode; see proc(5).
    private static Socket ListenerOn(int port)
    {
        const string Listening = "0A";
        var address = $"0100007F:{port.ToString("X4", CultureInfo.InvariantCulture)}";
        var inode = File.ReadLines("/proc/self/net/tcp")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(fields => fields[1] == address && fields[3] == Listening)[9];
        var handle = Directory
            .GetFiles("/proc/self/fd")
            .Single(fd => File.ResolveLinkTarget(fd, returnFinalTarget: false)?.Name == $"socket:[{inode}]");
        return new Socket(new SafeSocketHandle(nint.Parse(Path.GetFileName(handle), CultureInfo.InvariantCulture), ownsHandle: false));
    }
}
