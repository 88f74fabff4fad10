using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Takes what the cluster says of its addresses out of the caches; the same instance as long as those hold the same objects.
/// </summary>
internal sealed class AddressReader(IInformers informers) : IDisposable
{
    private readonly IInformer<Unstructured> _pods = informers.Get(
        AddressSources.ControlPlanePods.Type,
        AddressSources.ControlPlanePods.Scope
    );
    private readonly IInformer<Unstructured> _kubeadm = informers.Get(
        AddressSources.KubeadmConfig.Type,
        AddressSources.KubeadmConfig.Scope
    );
    private readonly IInformer<Unstructured> _service = informers.Get(
        AddressSources.ApiServerService.Type,
        AddressSources.ApiServerService.Scope
    );
    private readonly IInformer<Unstructured> _slices = informers.Get(
        AddressSources.ApiServerSlices.Type,
        AddressSources.ApiServerSlices.Scope
    );
    private readonly Lock _lock = new();
    private JsonObject[] _read = [];
    private ClusterAddresses _last = ClusterAddresses.None;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in (IInformer<Unstructured>[])[_pods, _kubeadm, _service, _slices])
            source.Dispose();
    }

    /// <summary>What is known now.</summary>
    /// <param name="serviceCidrs">The ServiceCIDRs.</param>
    /// <param name="nodes">The nodes; <c>null</c> when they are not known.</param>
    /// <param name="allocation">What the addon keeps of its pools.</param>
    internal ClusterAddresses Read(IEnumerable<JsonObject> serviceCidrs, NodeIndex? nodes, LiveAllocation? allocation = null)
    {
        var pools = allocation ?? LiveAllocation.None;

        // Each cache is read once: what is compared with the last time must be what was read.
        var (networks, pods, kubeadm, service, slices) = (
            (JsonObject[])[.. serviceCidrs],
            Json(_pods),
            Json(_kubeadm),
            Json(_service),
            Json(_slices)
        );
        JsonObject[] now = [.. networks, .. pods, .. kubeadm, .. service, .. slices];
        lock (_lock)
        {
            if (!now.SequenceEqual(_read, ReferenceEqualityComparer.Instance))
            {
                var objects = new ClusterObjects
                {
                    ServiceCidrs = networks,
                    ControlPlanePods = pods,
                    KubeadmConfig = kubeadm.FirstOrDefault(),
                    ApiServerService = service.FirstOrDefault(),
                    ApiServerSlices = slices,
                };
                (_read, _last) = (now, ClusterAddressReader.Read(objects, nodes));
            }

            return _last =
                ReferenceEquals(nodes, _last.Nodes) && ReferenceEquals(pools, _last.Allocation)
                    ? _last
                    : _last with
                    {
                        Nodes = nodes,
                        Allocation = pools,
                    };
        }
    }

    private static JsonObject[] Json(IInformer<Unstructured> source) => [.. source.List().Select(u => u.Json)];
}
