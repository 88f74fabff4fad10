using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using Microsoft.Extensions.Logging;

namespace CniOperator.Hosting;

/// <summary>Says so when the cluster does not serve ClusterNetwork in our version; the engine itself just waits for it.</summary>
internal sealed class CrdCheck(IApiClient client, TimeProvider clock, ILogger<CrdCheck> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Looks until the kind is served. Never throws.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var said = "";
        try
        {
            while (await ProblemAsync(cancellationToken) is { } problem)
            {
                if (problem != said)
                    log.LogError("{Problem}", problem);
                said = problem;
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The operator stops.
        }
    }

    private async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await client.Mapper.FindAsync(ClusterNetworkApi.ApiVersion, ClusterNetworkApi.Kind, cancellationToken) is not null)
                return null;
            var group = await client.GetRawAsync($"/apis/{ClusterNetworkApi.Group}", cancellationToken);
            var versions = string.Join(", ", group.Items("versions").Select(v => v.Text("version")));
            return $"the cluster serves {ClusterNetworkApi.Group} in version {versions}, this operator needs {ClusterNetworkApi.Version}: "
                + "install the CRD of the operator's release (kubectl apply -f config/install/), or run the operator that fits the CRD";
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return $"the CRD {ClusterNetworkApi.CrdName} is not installed: kubectl apply -f config/install/";
        }
        catch (ApiException e)
        {
            return $"the API server cannot be asked what it serves: {e.Message}";
        }
    }
}
