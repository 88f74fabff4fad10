using CniOperator.Core.Api;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands.Diff;

/// <summary>Finds objects of a network that are no longer rendered, as the operator does: by label, in the kinds that it applied.</summary>
internal sealed class SurplusReader(IApiClient client)
{
    private static readonly string[] Kept = ["Namespace", "CustomResourceDefinition"];

    /// <summary>Their identities. A kind that may not be listed has none.</summary>
    public async Task<IReadOnlyList<ObjectKey>> ReadAsync(
        string network,
        DesiredState desired,
        IReadOnlyList<InventoryKind> inventory,
        CancellationToken cancellationToken
    )
    {
        var wanted = desired.PresentObjects.Select(o => (o.Key.Group, o.Key.Kind, o.Key.Namespace, o.Key.Name)).ToHashSet();
        var kinds = desired
            .PresentObjects.Select(o => InventoryKind.Of(o.Key))
            .Concat(inventory)
            .Distinct()
            .Where(k => !Kept.Contains(k.Kind));
        var selector =
            $"{ClusterNetworkApi.NetworkLabel}={network},{ClusterNetworkApi.ManagedByLabel}={ClusterNetworkApi.FieldManager},{ClusterNetworkApi.AddonLabel}={desired.Addon?.Name}";
        var found = await Task.WhenAll(kinds.Select(k => ListAsync(k, selector, cancellationToken)));
        return [.. found.SelectMany(f => f).Where(k => !wanted.Contains((k.Group, k.Kind, k.Namespace, k.Name))).Distinct().Order()];
    }

    private async Task<IReadOnlyList<ObjectKey>> ListAsync(InventoryKind kind, string selector, CancellationToken cancellationToken)
    {
        try
        {
            if (await client.Mapper.FindAsync(kind.ApiVersion, kind.Kind, cancellationToken) is not { } served)
                return [];
            var list = await client.ListAsync(Unstructured.Of(served), new ListScope(kind.Namespace, selector), cancellationToken);
            return
            [
                .. list
                    .Items.Where(i => i.Json.At("metadata", "deletionTimestamp") is null)
                    .Select(i => new ObjectKey(
                        kind.ApiVersion,
                        kind.Kind,
                        i.Json.Text("metadata", "namespace"),
                        i.Json.Text("metadata", "name") ?? ""
                    )),
            ];
        }
        catch (ApiException e) when (e.IsForbidden || e.IsNotFound)
        {
            return [];
        }
    }
}
