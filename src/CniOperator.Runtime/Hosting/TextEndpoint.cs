using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CniOperator.Runtime.Hosting;

/// <summary>
/// A GET endpoint for probes and metrics: one text for a path, over HTTP/1.1. It is Kestrel without a web host: connections that cannot be
/// accepted, slow clients and long requests are its matter. Requests are limited in size, time and number.
/// </summary>
internal sealed class TextEndpoint : IAsyncDisposable
{
    private const int LongestRequest = 8 * 1024;
    private const int MostConnections = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly KestrelServer _server;

    private TextEndpoint(KestrelServer server, IPEndPoint address) => (_server, Address) = (server, address);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="purpose">For the error: what cannot be served.</param>
    /// <param name="address"><c>host:port</c>; without a host all addresses of the machine.</param>
    /// <param name="respond">What a path answers.</param>
    /// <param name="logs">For what goes wrong with a connection.</param>
    /// <exception cref="OperatorFailedException">The address makes no sense, or is taken; the message says what to do.</exception>
    public static async Task<TextEndpoint> ListenAsync(
        string purpose,
        string address,
        Func<string, TextAnswer> respond,
        ILoggerFactory logs
    )
    {
        var endpoint = ListenAddress.Parse(address)
            ?? throw new OperatorFailedException($"cannot serve {purpose} on '{address}': expected host:port or :port, such as :8080");
        ListenOptions? listening = null;
        var options = Limited();
        options.Listen(endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listening = listen;
        });
        // No queues of its own: the thread pool is enough for a request now and then.
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { IOQueueCount = 0 }), logs);
        var server = new KestrelServer(Options.Create(options), transport, logs);
        try
        {
            await server.StartAsync(new TextApplication(respond), CancellationToken.None);
        }
        catch (Exception e) when (e.GetBaseException() is SocketException cause)
        {
            server.Dispose();
            throw new OperatorFailedException(
                $"cannot serve {purpose} on {address}: {cause.Message}. Choose another address, or an empty one to serve no {purpose}.",
                e
            );
        }

        return new TextEndpoint(server, listening!.IPEndPoint!);
    }

    /// <summary>Stops listening, and ends connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }

    private static KestrelServerOptions Limited()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxRequestHeadersTotalSize = LongestRequest;
        options.Limits.RequestHeadersTimeout = Patience;
        options.Limits.KeepAliveTimeout = Patience;
        return options;
    }
}
