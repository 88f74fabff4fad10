using CniOperator.Health.Collecting;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Connectivity.Observing;

/// <summary>Watches the cluster DNS: Services of kube-system, CoreDNS' configuration, and the slices of the DNS' own Service.</summary>
internal sealed class DnsWatches : IDisposable
{
    private static readonly ResourceType<Unstructured> ServiceType = Unstructured.Of(
        KubernetesKinds.Services,
        KeptFields.Of(ClusterDns.ServiceFields)
    );

    private static readonly ResourceType<Unstructured> SliceType = Unstructured.Of(
        KubernetesKinds.EndpointSlices,
        KeptFields.Of(ClusterDns.SliceFields)
    );

    private static readonly ResourceType<Unstructured> ConfigType = Unstructured.Of(
        KubernetesKinds.ConfigMaps,
        KeptFields.Of("data.Corefile")
    );

    private readonly IInformers _informers;
    private readonly IInformer<Unstructured> _services;
    private readonly IInformer<Unstructured> _config;
    private IInformer<Unstructured>? _slices;
    private (IReadOnlyList<Unstructured> Services, ClusterDns? Dns) _found = ([], null);
    private (IReadOnlyList<Unstructured> Slices, IReadOnlyList<DnsPod> Pods) _behind = ([], []);
    private (IReadOnlyList<Unstructured> Config, string Name) _named = ([], ClusterDns.NameIn(null));

    internal DnsWatches(IInformers informers)
    {
        _informers = informers;
        _services = informers.Get(ServiceType, new ListScope(ClusterDns.Namespace));
        _config = informers.Get(ConfigType, new ListScope(ClusterDns.Namespace, null, $"metadata.name={ClusterDns.ConfigMap}"));
    }

    /// <summary>A sight, with what is seen of the DNS; the parts are the same instances while they do not change.</summary>
    internal ClusterSight Add(ClusterSight sight)
    {
        var services = _services.List();
        if (!ReferenceEquals(services, _found.Services))
            Follow(services);
        var config = _config.List();
        if (!ReferenceEquals(config, _named.Config))
            _named = (config, ClusterDns.NameIn(config is [var only, ..] ? only.Json.Text("data", "Corefile") : null));
        if (_slices?.List() is { } slices && !ReferenceEquals(slices, _behind.Slices))
            _behind = (slices, ClusterDns.PodsOf(slices.Select(s => s.Json)));
        return sight with
        {
            IsDnsSeen = ClusterWatches.IsSeen(_services.HasSynced, _services.Problem),
            Dns = _found.Dns,
            DnsPods = _behind.Pods,
            DnsName = _named.Name,
        };
    }

    public void Dispose()
    {
        _services.Dispose();
        _config.Dispose();
        _slices?.Dispose();
    }

    private void Follow(IReadOnlyList<Unstructured> services)
    {
        var dns = ClusterDns.Of(services.Select(s => s.Json));
        if (dns?.Name != _found.Dns?.Name)
        {
            var before = _slices;
            _slices = dns is null
                ? null
                : _informers.Get(SliceType, new ListScope(ClusterDns.Namespace, $"kubernetes.io/service-name={dns.Name}"));
            before?.Dispose();
            _behind = ([], []);
        }

        _found = (services, Equals(dns, _found.Dns) ? _found.Dns : dns);
    }
}
