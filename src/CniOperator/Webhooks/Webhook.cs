using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Hosting;
using CniOperator.Webhooks.Admission;
using CniOperator.Webhooks.Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CniOperator.Webhooks;

/// <summary>
/// The validating webhook, served by every replica, leader or not, from the start to the end of the process. Nothing depends on it: the
/// controller checks again whatever was stored while it was away.
/// </summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebhookServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _certificates;

    private Webhook(WebhookServer server, ICertificateSource certificates)
    {
        _server = server;
        _certificates = Task.Run(() => certificates.RunAsync(_stop.Token));
    }

    /// <summary>Where it listens.</summary>
    internal Uri Url => _server.Url;

    /// <summary>Registers what <see cref="StartAsync"/> needs.</summary>
    internal static void Register(IServiceCollection services, WebhookOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ServingCertificate>();
        services.AddSingleton<WebhookMetrics>();
        services.AddSingleton<AdmissionJudge>();
        services.AddSingleton<IAdmissionFacts, CachedFacts>();
        services.AddSingleton<WebhookHandler>();
        services.AddSingleton<IReadinessCheck, WebhookReadiness>();
        if (options.CertificateDirectory is not { } folder)
            services.AddSingleton<ICertificateSource, CertificateKeeper>();
        else
        {
            services.AddSingleton<ICertificateSource>(p => new CertificateFiles(
                folder,
                p.GetRequiredService<ServingCertificate>(),
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<ILogger<CertificateFiles>>()
            ));
        }
    }

    /// <summary>Starts to serve; <c>null</c> when no webhook was registered.</summary>
    /// <exception cref="OperatorFailedException">The address cannot be used; the message says what to do.</exception>
    internal static async Task<Webhook?> StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<WebhookOptions>() is not { } options)
            return null;
        var logs = services.GetRequiredService<ILoggerFactory>();
        var server = await WebhookServer.StartAsync(
            options.Address,
            services.GetRequiredService<ServingCertificate>(),
            services.GetRequiredService<WebhookHandler>(),
            logs,
            cancellationToken
        );
        logs.CreateLogger<Webhook>().LogInformation("listening at {Url}", server.Url);
        return new Webhook(server, services.GetRequiredService<ICertificateSource>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _certificates.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        _stop.Dispose();
    }
}
