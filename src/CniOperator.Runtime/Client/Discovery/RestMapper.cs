using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Http;
using CniOperator.Runtime.Client.Requests;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Client.Discovery;

/// <summary>
/// Discovery: the aggregated form (one request per root, Kubernetes 1.27 and later) where the server has it, else one request per
/// group-version. What was found is kept; a kind that was not found is asked for again, but not in every reconcile.
/// </summary>
internal sealed class RestMapper(ApiTransport transport) : IRestMapper
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private static readonly TimeSpan MissPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _once = new(1, 1);
    private volatile Dictionary<(string ApiVersion, string Kind), ResourceKind> _known = [];

    /// <summary>When discovery was last read, by group-version; the empty key stands for all of them at once.</summary>
    private readonly Dictionary<string, long> _readAt = [];

    private readonly ConcurrentDictionary<(string ApiVersion, string Kind), ResourceKind> _learned = new();

    public void Learn(ResourceKind kind) => _learned[(kind.ApiVersion, kind.Kind)] = kind;

    public async Task<ResourceKind?> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((apiVersion, kind), out var known) || _learned.TryGetValue((apiVersion, kind), out known))
            return known;
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_known.TryGetValue((apiVersion, kind), out known))
                return known;
            if (IsRecent("") || IsRecent(apiVersion))
                return null;
            _known = await ReadAllAsync(apiVersion, cancellationToken);
            return _known.GetValueOrDefault((apiVersion, kind));
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<Dictionary<(string ApiVersion, string Kind), ResourceKind>> ReadAllAsync(
        string wanted,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<(string ApiVersion, string Kind), ResourceKind>(_known);
        var plain = false;
        foreach (var root in new[] { "/api", "/apis" })
        {
            var answer = await GetAsync(root, cancellationToken);
            if (answer.Text("kind") == "APIGroupDiscoveryList")
                DiscoveryReader.ReadAggregated(answer!, found);
            else
                plain = true;
        }

        if (plain)
            await ReadPlainAsync(wanted, found, cancellationToken);
        _readAt[plain ? wanted : ""] = transport.Clock.GetTimestamp();
        return found;
    }

    private bool IsRecent(string key) => _readAt.TryGetValue(key, out var at) && transport.Clock.GetElapsedTime(at) < MissPause;

    /// <summary>The one group-version that is asked for: a server may have hundreds.</summary>
    private async Task ReadPlainAsync(
        string apiVersion,
        Dictionary<(string ApiVersion, string Kind), ResourceKind> found,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var path = apiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{apiVersion}" : $"/api/{apiVersion}";
            DiscoveryReader.ReadPlain(apiVersion, await GetAsync(path, cancellationToken), found);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // The group-version is not served, which is the answer.
        }
    }

    private Task<JsonObject?> GetAsync(string path, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, path, "get", path) { Idempotent = true, Accept = Aggregated };
        return transport.SendAsync(
            request,
            (r, ct) => AnswerReader.ReadAsync(request, r, body => DiscoveryReader.Parse(body), ct),
            cancellationToken
        );
    }
}
