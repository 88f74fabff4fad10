using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Controllers;

/// <summary>
/// The version of the API server, asked with the first reconcile and again with the first one after a while: an upgrade replaces the
/// server behind the same address, and no watch tells of it. At rest nothing is asked.
/// </summary>
internal sealed class ServerVersion(IApiClient client, TimeProvider clock)
{
    /// <summary>How long an answer is good. Servers are upgraded while their nodes come and go, which makes reconciles.</summary>
    internal static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private (string? Version, DateTimeOffset AskedAt)? _known;

    /// <summary>The version as <c>1.36</c>; <c>null</c> when the server does not say.</summary>
    /// <exception cref="ApiException">The server was never reached. An older answer stands in while it cannot be.</exception>
    internal async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known is { } known && now - known.AskedAt < GoodFor)
            return known.Version;
        try
        {
            var answer = await client.GetRawAsync("/version", cancellationToken);
            var minor = answer.Text("minor")?.TrimEnd('+');
            var version = answer.Text("major") is { } major && minor is not null ? $"{major}.{minor}" : null;
            _known = (version, now);
            return version;
        }
        catch (ApiException) when (_known is { } old)
        {
            _known = (old.Version, now);
            return old.Version;
        }
    }
}
