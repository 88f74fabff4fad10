using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using CniOperator.Runtime.Hosting;
using CniOperator.Webhooks.Admission;
using CniOperator.Webhooks.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CniOperator.Webhooks;

/// <summary>
/// HTTPS on Kestrel, without the rest of a web framework: HTTP/1.1, which is what API servers speak to webhooks, with narrow limits.
/// </summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    /// <summary>The longest body: an object and its former state, each of which etcd limits to 1.5 MiB.</summary>
    internal const int LongestBody = 4 * 1024 * 1024;

    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;

    private WebhookServer(WebApplication application) => _application = application;

    /// <summary>Where it listens.</summary>
    internal Uri Url => new(_application.Urls.First());

    /// <summary>Starts; requests are accepted when the task ends, connections when there is a certificate.</summary>
    /// <exception cref="OperatorFailedException">The address makes no sense, or is taken; the message says what to do.</exception>
    internal static async Task<WebhookServer> StartAsync(
        string address,
        ServingCertificate certificate,
        WebhookHandler handler,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        var application = Build(Parse(address), certificate, handler, logs);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync();
            throw new OperatorFailedException(
                $"cannot serve the webhook on {address}: {e.Message} Choose another address (--webhook-bind-address), and the same port in its Service.",
                e
            );
        }

        return new WebhookServer(application);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(IPEndPoint endpoint, ServingCertificate certificate, WebhookHandler handler, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        // The operator decides about signals.
        builder.Services.AddSingleton<IHostLifetime, WebhookLifetime>();
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                Limit(kestrel);
                kestrel.Listen(endpoint, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    listen.UseHttps(Tls(certificate));
                });
            });
        var application = builder.Build();
        application.Run(context => ServeAsync(context, handler));
        return application;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LongestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }

    private static TlsHandshakeCallbackOptions Tls(ServingCertificate certificate) =>
        new()
        {
            HandshakeTimeout = HandshakeTime,
            OnConnection = _ =>
                ValueTask.FromResult(
                    new SslServerAuthenticationOptions
                    {
                        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        ServerCertificateContext = certificate.Context
                            ?? throw new AuthenticationException("the webhook has no certificate yet"),
                    }
                ),
        };

    private static async Task ServeAsync(HttpContext context, WebhookHandler handler)
    {
        var request = context.Request;
        var answer = await handler.AnswerAsync(
            request.Method,
            request.Path,
            request.ContentType,
            token => ReadAsync(request, token),
            context.RequestAborted
        );
        context.Response.StatusCode = answer.Code;
        context.Response.ContentType = answer.ContentType;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            return body.ToArray();
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            throw new AdmissionReviewException($"the body cannot be read: {e.Message}");
        }
    }

    private static IPEndPoint Parse(string address) =>
        ListenAddress.Parse(address)
        ?? throw new OperatorFailedException(
            $"cannot serve the webhook on '{address}': expected host:port or :port, such as {WebhookNames.Address} (--webhook-bind-address)"
        );

    private sealed class WebhookLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
