using System.Net;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Strategies;

/// <summary>Services: cluster IPs and node ports come from the server.</summary>
internal sealed class ServiceStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    private const int FirstNodePort = 30000;
    private static readonly ResourceName Services = new("", "services");

    internal override void PrepareForCreate(IRegistry state, JsonObject obj)
    {
        obj["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        Allocate(state, obj);
    }

    internal override void PrepareForUpdate(IRegistry state, JsonObject obj, JsonObject old)
    {
        // A client that replaces a Service without stating its addresses keeps them (core registry, patchAllocatedValues).
        var spec = obj.FillMap("spec");
        foreach (var field in new[] { "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
            if (spec[field] is null && old.At("spec", field) is { } kept && obj.Text("spec", "type") != "ExternalName")
                spec[field] = kept.DeepClone();
        AllocateNodePorts(state, obj);
    }

    private static void Allocate(IRegistry state, JsonObject service)
    {
        var spec = service.FillMap("spec");
        if (spec.Text("type") == "ExternalName")
            return;
        spec["internalTrafficPolicy"] ??= "Cluster";
        var address = spec.Text("clusterIP");
        if (address is null or "")
        {
            address = spec.List("clusterIPs") is { Count: > 0 } given ? given[0]!.GetValue<string>() : NextAddress(state);
            spec["clusterIP"] = address;
        }

        spec["clusterIPs"] ??= new JsonArray(address);
        spec["ipFamilies"] ??= new JsonArray(address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4");
        spec["ipFamilyPolicy"] ??= "SingleStack";
        AllocateNodePorts(state, service);
    }

    private static string NextAddress(IRegistry state)
    {
        var range = IPNetwork.Parse(state.ServiceCidrs[0]);
        var used = state.Stored(Services).SelectMany(s => s.Json.List("spec", "clusterIPs") ?? []).Select(n => n?.ToString()).ToHashSet();
        // The first address is the API server's own; the first ones of a range are left to Services that state theirs (KEP-3070).
        for (var offset = 17; offset < 65_000; offset++)
        {
            var candidate = Offset(range.BaseAddress, offset);
            if (!range.Contains(candidate))
                break;
            if (!used.Contains(candidate.ToString()))
                return candidate.ToString();
        }

        throw Refusal.Internal("failed to allocate a serviceIP: range is full");
    }

    private static void AllocateNodePorts(IRegistry state, JsonObject service)
    {
        if (service.Text("spec", "type") is not ("NodePort" or "LoadBalancer"))
            return;
        var used = state
            .Stored(Services)
            .SelectMany(s => s.Json.List("spec", "ports") ?? [])
            .Select(p => p.Number("nodePort") ?? 0)
            .ToHashSet();
        foreach (var port in service.List("spec", "ports") ?? [])
        {
            if (port is not JsonObject map || map["nodePort"] is not null)
                continue;
            var free = (long)FirstNodePort;
            while (!used.Add(free))
                free++;
            map["nodePort"] = free;
        }
    }

    private static IPAddress Offset(IPAddress address, int by)
    {
        var bytes = address.GetAddressBytes();
        for (var i = bytes.Length - 1; by > 0 && i >= 0; i--)
        {
            by += bytes[i];
            bytes[i] = (byte)by;
            by >>= 8;
        }

        return new IPAddress(bytes);
    }
}
