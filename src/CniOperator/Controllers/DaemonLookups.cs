using CniOperator.Core.Catalog;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>Looks up the DaemonSets that an addon's descriptor asks for: a watch on each by its name, or one request.</summary>
internal static class DaemonLookups
{
    private const string ByName = "metadata.name=";

    /// <summary>DaemonSets, with what tells whether they run.</summary>
    internal static ResourceType<Unstructured> Type { get; } =
        Unstructured.Of(KubernetesKinds.DaemonSets, KeptFields.Of(WorkloadView.RunsFields));

    /// <summary>What to watch for <paramref name="addon"/>.</summary>
    internal static IEnumerable<ListScope> ScopesOf(Addon addon) =>
        addon.Lookups.Select(l => new ListScope(l.Key.Namespace, null, ByName + l.Key.Name));

    /// <summary>What the watches tell; one that does not run tells nothing.</summary>
    internal static IReadOnlyDictionary<ObjectKey, bool> In(IEnumerable<IInformer<Unstructured>> caches) =>
        caches
            .Where(c => c.HasSynced && c.Problem?.Type is null or WatchProblemType.Unavailable)
            .ToDictionary(KeyOf, c => WorkloadView.Of(KeyOf(c), c.List() is [var found, ..] ? found.Json : null).Runs);

    /// <summary>Asks the API server once; what it may not be asked stays unknown.</summary>
    internal static async Task<IReadOnlyDictionary<ObjectKey, bool>> AskAsync(
        IApiClient client,
        Addon? addon,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<ObjectKey, bool>();
        foreach (var key in (addon?.Lookups ?? []).Select(l => l.Key))
        {
            try
            {
                var live = await client.FindAsync(Type, new ObjectName(key.Namespace, key.Name), cancellationToken);
                found[key] = WorkloadView.Of(key, live?.Json).Runs;
            }
            catch (ApiException e) when (e.IsForbidden)
            {
                // The account that validates need not be allowed to read DaemonSets; the finding then says less.
            }
        }

        return found;
    }

    private static ObjectKey KeyOf(IInformer<Unstructured> cache) =>
        new(cache.Resource.Kind.ApiVersion, cache.Resource.Kind.Kind, cache.Scope.Namespace, cache.Scope.FieldSelector![ByName.Length..]);
}
