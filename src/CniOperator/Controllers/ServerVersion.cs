using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Controllers;

/// <summary>
/// The version of the API server, asked with the first reconcile, with the first one after a while, and with the first one after the server
/// was away: an upgrade replaces the server behind the same address, and no watch reports it. At rest nothing is asked.
/// </summary>
internal sealed class ServerVersion(IApiClient client, TimeProvider clock)
{
    /// <summary>How long an answer is good. Servers are upgraded while their nodes come and go, which makes reconciles.</summary>
    internal static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private volatile VersionAnswer? _known;

    /// <summary>The version as <c>1.36</c>; <c>null</c> when the server does not say.</summary>
    /// <param name="serverIsAway">A watch finds the server away: what is known stands in, and the next call asks again.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="ApiException">The server was never reached. An older answer stands in while it cannot be.</exception>
    internal async ValueTask<string?> GetAsync(bool serverIsAway, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (serverIsAway && _known is { } before)
        {
            _known = before with { GoodUntil = now };
            return before.Version;
        }

        if (_known is { } known && now < known.GoodUntil)
            return known.Version;
        try
        {
            return (_known = new VersionAnswer(await AskAsync(cancellationToken), now + GoodFor)).Version;
        }
        catch (ApiException) when (_known is { } old)
        {
            _known = old with { GoodUntil = now + GoodFor };
            return old.Version;
        }
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await client.GetRawAsync("/version", cancellationToken);
        var minor = answer.Text("minor")?.TrimEnd('+');
        return answer.Text("major") is { } major && minor is not null ? $"{major}.{minor}" : null;
    }

    private sealed record VersionAnswer(string? Version, DateTimeOffset GoodUntil);
}
