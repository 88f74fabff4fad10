using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Hosting;

/// <summary>
/// A GET endpoint for probes and metrics: one text for a path, one request a connection. A web server would take more memory than the rest
/// of the engine. Requests are limited in size, time and number.
/// </summary>
internal sealed class TextEndpoint : IAsyncDisposable
{
    private const int LongestRequest = 8 * 1024;
    private const int MostConnections = 64;
    private static readonly TimeSpan LongestConnection = TimeSpan.FromSeconds(10);

    private readonly Socket _listener;
    private readonly Func<string, Answer> _respond;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _room = new(MostConnections, MostConnections);
    private readonly Task _loop;

    private TextEndpoint(Socket listener, Func<string, Answer> respond, TimeProvider clock, ILogger log)
    {
        (_listener, _respond, _clock, _log) = (listener, respond, clock, log);
        _loop = Task.Run(AcceptAsync);
    }

    /// <summary>What a path answers.</summary>
    public readonly record struct Answer(int Code, string ContentType, string Body)
    {
        public static Answer Text(int code, string body) => new(code, "text/plain; charset=utf-8", body);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Faults if no connection can be accepted any more.</summary>
    public Task Completion => _loop;

    /// <summary>Starts to listen.</summary>
    /// <param name="purpose">For the error: what cannot be served.</param>
    /// <param name="address"><c>host:port</c>; without a host all addresses of the machine.</param>
    /// <param name="respond">What a path answers. Must not throw.</param>
    /// <param name="clock">For time limits.</param>
    /// <param name="log">For what goes wrong with a connection.</param>
    /// <exception cref="OperatorFailedException">The address makes no sense, or is taken; the message says what to do.</exception>
    public static TextEndpoint Listen(string purpose, string address, Func<string, Answer> respond, TimeProvider clock, ILogger log)
    {
        var endpoint = Parse(purpose, address);
        var any = endpoint.Address.Equals(IPAddress.IPv6Any) && Socket.OSSupportsIPv6;
        if (!any && endpoint.Address.Equals(IPAddress.IPv6Any))
            endpoint.Address = IPAddress.Any;
        var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (any)
                listener.DualMode = true;
            listener.Bind(endpoint);
            listener.Listen();
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new OperatorFailedException(
                $"cannot serve {purpose} on {address}: {e.Message}. Choose another address, or an empty one to serve no {purpose}.",
                e
            );
        }

        return new TextEndpoint(listener, respond, clock, log);
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static IPEndPoint Parse(string purpose, string address)
    {
        var text = address.StartsWith(':') ? "[::]" + address : address;
        return
            IPEndPoint.TryParse(text.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out var endpoint)
            && text.Contains(':', StringComparison.Ordinal)
            ? endpoint
            : throw new OperatorFailedException($"cannot serve {purpose} on '{address}': expected host:port or :port, such as :8080");
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _room.WaitAsync(_stop.Token);
                var socket = await _listener.AcceptAsync(_stop.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The endpoint was closed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(LongestConnection, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var answer = await ReadPathAsync(stream, both.Token) is { } path
                ? _respond(path)
                : Answer.Text(400, "expected GET and a path\n");
            var body = Encoding.UTF8.GetBytes(answer.Body);
            var head =
                $"HTTP/1.1 {answer.Code} {(HttpStatusCode)answer.Code}\r\nContent-Type: {answer.ContentType}\r\n"
                + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), both.Token);
            await stream.WriteAsync(body, both.Token);
        }
        catch (Exception e)
        {
            _log.LogDebug("a request for probes or metrics failed: {Error}", e.Message);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <returns>The path without its query; <c>null</c> if it is neither GET nor HEAD.</returns>
    private static async Task<string?> ReadPathAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var read = length < buffer.Length ? await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) : 0;
            if (read == 0)
                return null;
            length += read;
        }

        var line = Encoding.ASCII.GetString(buffer, 0, buffer.AsSpan().IndexOf((byte)'\r')).Split(' ');
        return line is ["GET" or "HEAD", var target, _] ? target.Split('?')[0] : null;
    }
}
