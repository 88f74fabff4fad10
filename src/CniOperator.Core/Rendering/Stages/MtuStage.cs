using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Works out the pods' MTU, and how it came about.</summary>
internal static class MtuStage
{
    // RFC 8200, section 5: every link of IPv6 carries packets of 1280 octets.
    private const int LeastIpv6Mtu = 1280;

    internal static (int? Mtu, string Reason) Run(
        RenderRequest request,
        AddonBackend backend,
        CompiledAddon scripts,
        BoundedContext context,
        string backendPath,
        FindingList findings
    )
    {
        var overhead = OverheadOf(request, backend, scripts, context, backendPath);
        var given = request.Spec.PodNetwork.Mtu;
        var (mtu, reason) = (given, request.Facts.LinkMtu) switch
        {
            ({ } set, _) => ((int?)set, "spec.podNetwork.mtu"),
            (null, { } link) => (link - overhead, $"the nodes' links have {link} bytes, and {backend.Name} takes {overhead}"),
            _ => (null, "the dataplane takes each node's link as it finds it, because no link is known yet"),
        };
        Check(request, mtu, overhead, backend, findings);
        return (mtu, reason);
    }

    private static int OverheadOf(
        RenderRequest request,
        AddonBackend backend,
        CompiledAddon scripts,
        BoundedContext context,
        string backendPath
    )
    {
        var cidrs = request.Spec.PodNetwork.Cidrs;
        // A family's packets travel between the nodes' addresses of that family.
        var ipv4 = RenderModel.OfFamily(cidrs, IpFamily.IPv4) is null ? 0 : backend.Overhead.Ipv4;
        var ipv6 = RenderModel.OfFamily(cidrs, IpFamily.IPv6) is null ? 0 : backend.Overhead.Ipv6;
        var extra = backend
            .Overhead.Extra.Where((e, i) => scripts.Holds(context, $"{backendPath}.overhead.extra[{i}].when", e.When))
            .Sum(e => e.Bytes);
        return Math.Max(ipv4, ipv6) + extra;
    }

    private static void Check(RenderRequest request, int? mtu, int overhead, AddonBackend backend, FindingList findings)
    {
        var subject = new FieldSubject("spec.podNetwork.mtu");
        if (mtu is not { } bytes)
            return;
        if (RenderModel.OfFamily(request.Spec.PodNetwork.Cidrs, IpFamily.IPv6) is not null && bytes < LeastIpv6Mtu)
            findings.Add(
                RenderRules.Mtu,
                subject,
                $"Pods would get an MTU of {bytes}, and IPv6 needs {LeastIpv6Mtu} at least.",
                "Raise it, or raise the links' MTU."
            );
        if (request.Facts.LinkMtu is { } link && bytes > link - overhead)
            findings.Add(
                RenderRules.Mtu,
                subject,
                $"Pods would get an MTU of {bytes}, but the nodes' links have {link} and backend {backend.Name} takes "
                    + $"{overhead}: packets over {link - overhead} bytes would be lost.",
                $"Set it to {link - overhead} or less, or leave it out."
            );
    }
}
