using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace CniOperator.Runtime.Tests.Support;

/// <summary>Answers every request over TLS with <c>{}</c>; shows the certificates given.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions _options;
    private readonly Task _loop;

    public TlsServer(X509Certificate2 certificate, params X509Certificate2[] others)
    {
        _options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. others], offline: true),
            ClientCertificateRequired = true,
            // Whatever the client shows is fine, the more so as no authority of these tests is trusted by the machine.
            RemoteCertificateValidationCallback = (_, client, _, errors) =>
            {
                ClientName = client?.Subject;
                return client is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors);
            },
        };
        _listener.Start();
        _loop = RunAsync();
    }

    public string Url => $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The subject of the last client's certificate.</summary>
    public string? ClientName { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(connection);
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Stopped, while it waited for a connection or between two of them.
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        try
        {
            await using var stream = new SslStream(connection.GetStream());
            await stream.AuthenticateAsServerAsync(_options, CancellationToken.None);
            // All of the request: a connection that is closed with some of it unread is reset, answer and all.
            using var request = new StreamReader(stream, leaveOpen: true);
            while (await request.ReadLineAsync() is { Length: > 0 }) { }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
            await stream.ShutdownAsync();
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client did not trust us, and hung up.
        }
    }
}
