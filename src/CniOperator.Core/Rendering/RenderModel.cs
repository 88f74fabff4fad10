using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering;

/// <summary>
/// What templates and expressions see, built by hand so that there is no reflection. <c>docs/</c> lists it for authors of addons.
/// </summary>
internal static class RenderModel
{
    internal static ScriptObject Of(
        RenderRequest request,
        Addon addon,
        AddonVersion version,
        object? parameters,
        IReadOnlyDictionary<string, string> images
    )
    {
        return new ScriptObject
        {
            ["network_name"] = request.NetworkName,
            ["version"] = version.Version,
            ["features"] = Texts(version.Features),
            ["params"] = parameters,
            ["images"] = Map(images),
            ["values"] = new ScriptObject(),
            ["secrets"] = new ScriptObject(),
            ["backend"] = null,
            ["before"] = request.Former?.Choices is { } choices && choices.Addon == addon.Name ? choices.Seen : null,
            ["pod_network"] = PodNetwork(request.Spec.PodNetwork),
            ["service_network"] = ServiceNetwork(request),
            ["facts"] = new ScriptObject
            {
                ["kubernetes_version"] = request.Facts.KubernetesVersion,
                ["node_count"] = request.Facts.NodeCount,
                ["link_mtu"] = request.Facts.LinkMtu,
                ["lookups"] = Lookups(request.Facts, addon),
            },
            ["addon_namespace"] = addon.Namespace,
        };
    }

    /// <summary>The first CIDR of a family, as written.</summary>
    internal static string? OfFamily(IEnumerable<string> cidrs, IpFamily family) =>
        cidrs.FirstOrDefault(cidr => CidrText.TryRead(cidr, out var network) && network.Family == family);

    private static ScriptObject PodNetwork(PodNetwork pod) =>
        new()
        {
            ["cidrs"] = Texts(pod.Cidrs),
            ["ipv4"] = OfFamily(pod.Cidrs, IpFamily.IPv4),
            ["ipv6"] = OfFamily(pod.Cidrs, IpFamily.IPv6),
            ["dual_stack"] = OfFamily(pod.Cidrs, IpFamily.IPv4) is not null && OfFamily(pod.Cidrs, IpFamily.IPv6) is not null,
            ["node_mask_ipv4"] = pod.NodeMaskSizes.Ipv4,
            ["node_mask_ipv6"] = pod.NodeMaskSizes.Ipv6,
            ["mtu"] = null,
            ["mtu_given"] = pod.Mtu is not null,
        };

    private static ScriptObject ServiceNetwork(RenderRequest request)
    {
        var cidrs = request.Spec.ServiceNetwork?.Cidrs ?? request.Facts.ServiceCidrs;
        return new ScriptObject
        {
            ["cidrs"] = Texts(cidrs),
            ["ipv4"] = OfFamily(cidrs, IpFamily.IPv4),
            ["ipv6"] = OfFamily(cidrs, IpFamily.IPv6),
        };
    }

    private static ScriptObject Lookups(ClusterFacts facts, Addon addon)
    {
        var result = new ScriptObject();
        foreach (var lookup in addon.Lookups)
            result[lookup.Id] = facts.RunningDaemons.TryGetValue(lookup.Key, out var runs)
                ? runs
                    ? "running"
                    : "absent"
                : null;
        return result;
    }

    private static ScriptArray Texts(IEnumerable<string> texts) => new(texts);

    private static ScriptObject Map(IReadOnlyDictionary<string, string> map)
    {
        var result = new ScriptObject(map.Count);
        foreach (var (key, value) in map)
            result[key] = value;
        return result;
    }
}
