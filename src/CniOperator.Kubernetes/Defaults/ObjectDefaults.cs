using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Defaults;

/// <summary>What kube-apiserver fills into core and policy objects.</summary>
internal static class ObjectDefaults
{
    internal static void Namespace(JsonObject obj)
    {
        if (obj.FillMap("metadata").Text("name") is { } name)
            obj.FillMap("metadata").FillMap("labels")["kubernetes.io/metadata.name"] = name;
        obj.FillMap("status").FillText("phase", "Active");
    }

    internal static void Node(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        // The singular field is the first of the plural one, whichever was given.
        if (spec["podCIDRs"] is JsonArray { Count: > 0 } cidrs)
            spec.Fill("podCIDR", cidrs[0]?.DeepClone() ?? "");
        else if (spec.Text("podCIDR") is { Length: > 0 } cidr)
            spec["podCIDRs"] = new JsonArray(cidr);
        obj.FillMap("status");
    }

    internal static void Service(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        spec.FillText("sessionAffinity", "None");
        spec.FillText("type", "ClusterIP");
        var type = spec.Text("type");
        if (spec.Text("sessionAffinity") == "ClientIP")
            spec.FillMap("sessionAffinityConfig").FillMap("clientIP").Fill("timeoutSeconds", 10800);
        foreach (var port in spec.Items("ports"))
        {
            port.FillText("protocol", "TCP");
            if (
                port["port"] is { } number
                && (port["targetPort"] is null || port.Text("targetPort") is { Length: 0 } || port.Number("targetPort") == 0)
            )
                port["targetPort"] = number.DeepClone();
        }

        if (type != "ExternalName")
        {
            spec.FillText("internalTrafficPolicy", "Cluster");
            spec.Fill("ipFamilies", new JsonArray("IPv4"));
            spec.FillText("ipFamilyPolicy", "SingleStack");
        }

        if (type is "NodePort" or "LoadBalancer")
            spec.FillText("externalTrafficPolicy", "Cluster");
        if (type == "LoadBalancer")
            spec.Fill("allocateLoadBalancerNodePorts", true);
        obj.FillMap("status").FillMap("loadBalancer");
    }

    /// <summary><c>stringData</c> is for writing only: it goes into <c>data</c>.</summary>
    internal static void Secret(JsonObject obj)
    {
        obj.FillText("type", "Opaque");
        if (obj.Map("stringData") is not { } texts)
            return;
        obj.Remove("stringData");
        var data = obj.FillMap("data");
        foreach (var (key, _) in texts)
            if (texts.Text(key) is { } text)
                data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    internal static void Endpoints(JsonObject obj)
    {
        foreach (var port in obj.Items("subsets").SelectMany(s => s.Items("ports")))
            port.FillText("protocol", "TCP");
    }

    internal static void EndpointSlice(JsonObject obj)
    {
        foreach (var endpoint in obj.Items("endpoints"))
            endpoint.FillMap("conditions");
        foreach (var port in obj.Items("ports"))
        {
            port.Fill("name", "");
            port.FillText("protocol", "TCP");
        }
    }

    internal static void PersistentVolumeClaim(JsonObject obj)
    {
        obj.FillMap("spec").FillText("volumeMode", "Filesystem");
        obj.FillMap("status").FillText("phase", "Pending");
    }

    internal static void Event(JsonObject obj)
    {
        obj.FillMap("source");
        obj.Fill("reportingComponent", "");
        obj.Fill("reportingInstance", "");
    }

    internal static void NetworkPolicy(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        spec.FillMap("podSelector");
        var rules = spec.Items("ingress").Concat(spec.Items("egress"));
        foreach (var port in rules.SelectMany(r => r.Items("ports")))
            port.FillText("protocol", "TCP");
        if (spec["policyTypes"] is JsonArray { Count: > 0 })
            return;
        spec["policyTypes"] = spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
    }

    internal static void PodDisruptionBudget(JsonObject obj)
    {
        obj.FillMap("spec");
        WorkloadDefaults.FillZeros(obj, "currentHealthy", "desiredHealthy", "disruptionsAllowed", "expectedPods");
    }
}
