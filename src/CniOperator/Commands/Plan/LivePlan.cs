using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Reading;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Runtime.Client;

namespace CniOperator.Commands.Plan;

/// <summary>
/// What a live cluster says, in one LIST of each kind. The ClusterNetworks are needed when no other plan is named; of anything else that may
/// not be read a note says what is not known then.
/// </summary>
internal sealed class LivePlan(IApiClient client)
{
    private static readonly ResourceType<Unstructured> Nodes = Unstructured.Of(KubernetesKinds.Nodes, KeptFields.Of(NodeReading.Fields));
    private static readonly ResourceType<Unstructured> ServiceCidrs =
        Unstructured.Of(new ResourceKind("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs", false));

    private const string OrSay = "or say with -f or --pod-cidr which plan to hold against the cluster";

    private readonly List<string> _notes = [];

    /// <summary>What could not be read, and what follows from it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The ClusterNetwork of that name, or the active one.</summary>
    /// <exception cref="InputException">There is none, or the cluster does not serve them.</exception>
    /// <exception cref="ApiException">They cannot be read.</exception>
    public async Task<NetworkObject> NetworkAsync(string? name, CancellationToken cancellationToken)
    {
        var networks = (await ListNetworksAsync(cancellationToken).ConfigureAwait(false)).Select(n => new NetworkObject(n)).ToList();
        networks.Sort(NetworkObject.ByAge);
        if (networks.Count == 0)
            throw new InputException($"no ClusterNetwork exists in this cluster; apply one, such as config/samples/flannel.yaml, {OrSay}");
        var found = name is null ? networks[0] : networks.Find(n => n.Name == name)
            ?? throw new InputException($"there is no ClusterNetwork {name}; there is {string.Join(", ", networks.Select(n => n.Name))}");
        if (found != networks[0]) _notes.Add($"ClusterNetwork/{networks[0].Name} is older and active; {found.Name} changes nothing");
        return found;
    }

    /// <summary>The addresses of nodes, Services and the control plane.</summary>
    /// <exception cref="ApiException">The cluster does not answer.</exception>
    public async Task<ClusterAddresses> AddressesAsync(CancellationToken cancellationToken)
    {
        var nodes = await ListAsync(Nodes, ListScope.All, cancellationToken).ConfigureAwait(false);
        if (nodes is null) _notes.Add("nodes may not be listed with these rights, so who has which subnet is not known; ask for \"list nodes\"");
        var hidden = new List<string>();
        var objects = new ClusterObjects
        {
            ServiceCidrs = await OptionalAsync((ServiceCidrs, ListScope.All), hidden, cancellationToken).ConfigureAwait(false),
            ControlPlanePods = await OptionalAsync(AddressSources.ControlPlanePods, hidden, cancellationToken).ConfigureAwait(false),
            KubeadmConfig = (await OptionalAsync(AddressSources.KubeadmConfig, hidden, cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
            ApiServerService = (await OptionalAsync(AddressSources.ApiServerService, hidden, cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
            ApiServerSlices = await OptionalAsync(AddressSources.ApiServerSlices, hidden, cancellationToken).ConfigureAwait(false),
        };
        if (hidden.Count > 0)
            _notes.Add($"these may not be listed with these rights, and the plan is not held against them: {string.Join(", ", hidden)}");
        return ClusterReading.Read(objects, nodes is null ? null : NodeIndex.Empty.With(nodes.Select(NodeReading.Of)));
    }

    private async Task<IReadOnlyList<JsonObject>> ListNetworksAsync(CancellationToken cancellationToken)
    {
        try
        {
            var type = Unstructured.Of(ClusterNetwork.Served);
            return Json(await client.ListAsync(type, ListScope.All, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            throw new InputException($"the cluster does not serve {ClusterNetworkApi.CrdName}; install the operator, {OrSay}");
        }
    }

    // One that is not served or not there has nothing to say; one that is hidden might have.
    private async Task<IReadOnlyList<JsonObject>> OptionalAsync(
        (ResourceType<Unstructured> Type, ListScope Scope) source, List<string> hidden, CancellationToken cancellationToken)
    {
        if (await ListAsync(source.Type, source.Scope, cancellationToken).ConfigureAwait(false) is { } objects) return objects;
        hidden.Add(source.Type.Kind.Resource + (source.Scope.Namespace is { } ns ? $" in {ns}" : ""));
        return [];
    }

    // Null when it is forbidden.
    private async Task<IReadOnlyList<JsonObject>?> ListAsync(ResourceType<Unstructured> type, ListScope scope, CancellationToken cancellationToken)
    {
        try
        {
            return Json(await client.ListAsync(type, scope, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return null;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return [];
        }
    }

    private static IReadOnlyList<JsonObject> Json(ObjectList<Unstructured> list) => [.. list.Items.Select(i => i.Json)];
}
