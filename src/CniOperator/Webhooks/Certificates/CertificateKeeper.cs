using System.Text.Json.Nodes;
using System.Threading.Channels;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Leadership;
using Microsoft.Extensions.Logging;

namespace CniOperator.Webhooks.Certificates;

/// <summary>
/// Keeps certificates of the operator's own in a Secret, and the API servers trusting them. The leader makes and renews them and writes
/// <c>caBundle</c>; every replica serves what the Secret holds. At rest nothing is asked but the two watches.
/// </summary>
internal sealed class CertificateKeeper(
    IInformers informers,
    IApiClient client,
    ILeadership leadership,
    OperatorSettings settings,
    ServingCertificate serving,
    TimeProvider clock,
    ILogger<CertificateKeeper> log
) : ICertificateSource, IDisposable
{
    private static readonly ApplyOptions Apply = new(ClusterNetworkApi.FieldManager);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    // Timers cannot wait for months.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    // Another writer of caBundle, again and again, must not make us write as fast as we can.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private readonly IInformer<Unstructured> _secrets = informers.Get(
        Unstructured.Of(KubernetesKinds.Secrets),
        new ListScope(settings.Namespace)
    );
    private readonly IInformer<Unstructured> _configurations = informers.Get(
        Unstructured.Of(WebhookConfiguration.Kind),
        WebhookConfiguration.Scope
    );
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly RecentWrites _writes = new(clock);
    private readonly ObjectKey _secretKey = new("v1", "Secret", settings.Namespace, WebhookNames.CertificateSecret);
    private readonly ObjectKey _configurationKey = new(
        WebhookConfiguration.Kind.ApiVersion,
        WebhookConfiguration.Kind.Kind,
        null,
        WebhookNames.Configuration
    );

    /// <inheritdoc/>
    public void Dispose()
    {
        _secrets.Dispose();
        _configurations.Dispose();
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var secrets = _secrets.Subscribe(change => Notify(change.Item, _secretKey));
        using var configurations = _configurations.Subscribe(change => Notify(change.Item, _configurationKey));
        _ = NotifyLeaderAsync(cancellationToken);
        await Task.WhenAll(_secrets.WhenSyncedAsync(cancellationToken), _configurations.WhenSettledAsync(cancellationToken));
        var retry = FirstRetry;
        while (true)
        {
            TimeSpan pause;
            try
            {
                pause = await StepAsync(cancellationToken);
                retry = FirstRetry;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // A conflict is a change by another client, which the watch is about to show. Nothing that is wrong here may end the
                // operator.
                log.Log(
                    e is ApiException { IsConflict: true } ? LogLevel.Debug : LogLevel.Warning,
                    "{Error}; trying again{Hint}",
                    e.Message,
                    Hint(e)
                );
                (pause, retry) = (retry, retry * 2 < LastRetry ? retry * 2 : LastRetry);
            }

            await WaitAsync(pause, cancellationToken);
        }
    }

    // One look at what there is, and whatever is due. Returns how long nothing will be.
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var secret = Newest(_secrets, _secretKey);
        var set = CertificateSecret.Read(secret);
        if (!leadership.IsLeader)
        {
            Serve(set);
            return LongestPause;
        }

        var configuration = Newest(_configurations, _configurationKey);
        var (next, changes, look) = CertificateRules.Next(
            set,
            WebhookConfiguration.HostsIn(configuration, settings.Namespace),
            clock.GetUtcNow()
        );
        if (changes.Count > 0)
            await StoreAsync(next, changes, secret, cancellationToken);
        Serve(next);
        var repaired = WebhookConfiguration.Differs(configuration, next);
        if (repaired)
            await BeTrustedAsync(next, cancellationToken);
        if (repaired || changes.Count > 0)
            await Task.Delay(LeastPause, clock, cancellationToken);
        var rest = (_writes.Until < look ? _writes.Until.Value : look) - clock.GetUtcNow();
        return rest < LeastPause ? LeastPause
            : rest > LongestPause ? LongestPause
            : rest;
    }

    private async Task StoreAsync(
        CertificateSet set,
        IReadOnlyList<string> changes,
        JsonObject? secret,
        CancellationToken cancellationToken
    )
    {
        var written = CertificateSecret.Write(set, settings.Namespace, secret);
        _writes.Written(_secretKey, await client.ApplyAsync(KubernetesKinds.Secrets, written, Apply, cancellationToken));
        log.LogInformation(
            "made {Changes}; in Secret {Namespace}/{Name}",
            string.Join("; ", changes),
            settings.Namespace,
            WebhookNames.CertificateSecret
        );
    }

    private async Task BeTrustedAsync(CertificateSet set, CancellationToken cancellationToken)
    {
        var trusting = WebhookConfiguration.Trusting(set);
        _writes.Written(_configurationKey, await client.ApplyAsync(WebhookConfiguration.Kind, trusting, Apply, cancellationToken));
        log.LogInformation("wrote caBundle of ValidatingWebhookConfiguration {Name}", WebhookNames.Configuration);
    }

    private void Serve(CertificateSet? set)
    {
        if (set?.Serving() is { } certificate && serving.Use(certificate, []))
            log.LogInformation("serving a certificate that is valid until {End:yyyy-MM-dd}", serving.End);
    }

    private JsonObject? Newest(IInformer<Unstructured> cache, ObjectKey key) =>
        _writes.Newest(key, cache.Find(new ObjectName(key.Namespace, key.Name))?.Json);

    private void Notify(Unstructured item, ObjectKey key)
    {
        if (item.Json.Text("metadata", "name") == key.Name)
            _changes.Writer.TryWrite(true);
    }

    private async Task NotifyLeaderAsync(CancellationToken cancellationToken)
    {
        await leadership.WhenLeaderAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _changes.Writer.TryWrite(true);
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(pause, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The pause is over.
        }
    }

    private static string Hint(Exception e) =>
        e is ApiException { IsForbidden: true } ? ". Give the operator the rights of config/optional/webhook" : "";
}
