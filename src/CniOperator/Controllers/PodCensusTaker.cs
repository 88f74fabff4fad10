using CniOperator.Core.Coexistence;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using Microsoft.Extensions.Logging;

namespace CniOperator.Controllers;

/// <summary>
/// Looks through all pods for those of the network before, some pages at a time, so that no reconcile takes long and no more than a page is
/// ever in memory. Nothing of a pod is kept but the count, and three names.
/// </summary>
internal sealed class PodCensusTaker(IApiClient client, TimeProvider clock, ILogger<PodCensusTaker> log)
{
    private const int PageSize = 250;

    private const int PagesAtOnce = 4;

    private static readonly ResourceType<Unstructured> Type = Unstructured.Of(KubernetesKinds.Pods, KeptFields.Of(FormerPods.Fields));

    // Most of the others are finished.
    private static readonly ListScope Running = new(null, null, "status.phase=Running");

    /// <summary>The census after some more pages, or the first ones of another.</summary>
    internal async Task<PodCensus> TakeAsync(PodLook look, PodCensus? before, CancellationToken cancellationToken)
    {
        var census = before is { Next: not null } ? before : PodCensus.Begun;
        try
        {
            for (var page = 0; page < PagesAtOnce; page++)
            {
                var pods = await client.PageAsync(Type, Running, PageSize, Continued(census), cancellationToken);
                census = FormerPods.Count(census, pods.Items.Select(p => p.Json), look) with { Next = pods.Next };
                if (census.Next is null)
                    break;
            }
        }
        catch (ApiException e) when (e.IsExpired)
        {
            // The list's snapshot is gone: from the beginning, next time.
            census = PodCensus.Begun with { Next = "" };
        }
        catch (ApiException e) when (!e.IsUnavailable)
        {
            log.LogWarning("pods of another network cannot be counted: {Error}", e.Message);
            census = PodCensus.Begun;
        }

        return census with
        {
            TakenAt = clock.GetUtcNow(),
        };
    }

    private static string? Continued(PodCensus census) => census.Next is { Length: > 0 } next ? next : null;
}
