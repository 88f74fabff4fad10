using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;

namespace CniOperator.Controllers;

/// <summary>What is asked of the API server once: its version. A new one comes with new API servers, whose watches end and reconnect.</summary>
internal sealed class ClusterFacts(IApiClient client)
{
    private NetworkFacts? _facts;

    internal async Task<NetworkFacts> GetAsync(CancellationToken cancellationToken)
    {
        if (_facts is { } known)
            return known;
        var version = await client.GetRawAsync("/version", cancellationToken);
        var minor = version.Text("minor")?.TrimEnd('+');
        return _facts = NetworkFacts.None with
        {
            KubernetesVersion = version.Text("major") is { } major && minor is not null ? $"{major}.{minor}" : null,
        };
    }
}
