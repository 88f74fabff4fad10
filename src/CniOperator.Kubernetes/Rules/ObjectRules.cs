using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules of core objects other than pods.</summary>
internal static class ObjectRules
{
    private const int MaxData = 1024 * 1024;

    internal static void ConfigMap(JsonObject obj, JsonObject? old, Check check)
    {
        var size = Keys(obj, "data", check, Encoding.UTF8.GetByteCount) + Keys(obj, "binaryData", check, Base64Length);
        foreach (var (key, _) in obj.Map("data") ?? [])
            if (obj.Map("binaryData")?.ContainsKey(key) == true)
                check.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
        if (size > MaxData)
            check.TooLong("[]", $"may not be more than {MaxData} bytes");
        Frozen(obj, old, check, "data", "binaryData");
    }

    internal static void Secret(JsonObject obj, JsonObject? old, Check check)
    {
        if (Keys(obj, "data", check, Base64Length) > MaxData)
            check.TooLong("data", $"may not be more than {MaxData} bytes");
        var needed = obj.Text("type") switch
        {
            "kubernetes.io/dockerconfigjson" => ".dockerconfigjson",
            "kubernetes.io/dockercfg" => ".dockercfg",
            "kubernetes.io/ssh-auth" => "ssh-privatekey",
            _ => null,
        };
        var required =
            obj.Text("type") == "kubernetes.io/tls" ? ["tls.crt", "tls.key"]
            : needed is null ? []
            : new[] { needed };
        foreach (var key in required)
            if (obj.Map("data")?.ContainsKey(key) != true)
                check.Required($"data[{key}]");
        if (old is not null)
            check.Immutable("type", obj["type"], old["type"]);
        Frozen(obj, old, check, "data");
    }

    internal static void Node(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        var taints = spec.Items("taints").ToList();
        for (var i = 0; i < taints.Count; i++)
        {
            var key = taints[i].Text("key") ?? "";
            check.Each($"metadata.taints[{i}].key", key, NameRules.Qualified(key));
        }

        var cidrs = (spec["podCIDRs"] as JsonArray ?? []).Select(c => c?.ToString() ?? "").ToList();
        for (var i = 0; i < cidrs.Count; i++)
            if (!IPNetworkText.IsCidr(cidrs[i]))
                check.Invalid($"spec.podCIDRs[{i}]", cidrs[i], IPNetworkText.CidrMessage);
        if (old?.Map("spec") is not { } before)
            return;
        if (before["podCIDRs"] is JsonArray { Count: > 0 } had && !JsonNode.DeepEquals(had, spec["podCIDRs"]))
            check.Forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        if (before.Text("providerID") is { Length: > 0 } provider && provider != spec.Text("providerID"))
            check.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
    }

    internal static void Lease(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        if (spec.Number("leaseDurationSeconds") is <= 0)
            check.Invalid("spec.leaseDurationSeconds", spec["leaseDurationSeconds"]?.DeepClone(), "must be greater than 0");
        check.NonNegative("spec", spec, "leaseTransitions");
    }

    internal static void PersistentVolumeClaim(JsonObject obj, JsonObject? old, Check check)
    {
        if (obj.Map("spec")?["accessModes"] is null)
            check.Required("spec.accessModes", "at least 1 access mode is required");
    }

    internal static void NetworkPolicy(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        foreach (var (rules, peers) in new[] { ("ingress", "from"), ("egress", "to") })
        {
            var i = 0;
            foreach (var rule in spec.Items(rules))
            {
                var at = $"spec.{rules}[{i++}]";
                var p = 0;
                foreach (var port in rule.Items("ports"))
                    ContainerRules.Range(port, "port", $"{at}.ports[{p++}]", check);
                var f = 0;
                foreach (var peer in rule.Items(peers))
                    if (peer.Map("ipBlock")?.Text("cidr") is { } cidr && !IPNetworkText.IsCidr(cidr))
                        check.Invalid($"{at}.{peers}[{f++}].ipBlock.cidr", cidr, IPNetworkText.CidrMessage);
                    else
                        f++;
            }
        }

        var types = (spec["policyTypes"] as JsonArray ?? []).Select(t => t?.ToString()).ToList();
        for (var i = 0; i < types.Count; i++)
            check.OneOf($"spec.policyTypes[{i}]", types[i], "Ingress", "Egress");
    }

    internal static void PodDisruptionBudget(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        if (spec["minAvailable"] is not null && spec["maxUnavailable"] is not null)
            check.Invalid("spec", spec.DeepClone(), "minAvailable and maxUnavailable cannot be both set");
    }

    private static long Keys(JsonObject obj, string field, Check check, Func<string, int> sizeOf)
    {
        var size = 0L;
        foreach (var (key, value) in obj.Map(field) ?? [])
        {
            check.Each($"{field}[{key}]", key, NameRules.ConfigKey(key));
            size += sizeOf(value?.ToString() ?? "");
        }

        return size;
    }

    private static int Base64Length(string text) => text.Length / 4 * 3;

    /// <summary>Once <c>immutable</c> is set, it stays and so do the data.</summary>
    private static void Frozen(JsonObject obj, JsonObject? old, Check check, params string[] fields)
    {
        const string Message = "field is immutable when `immutable` is set";
        if (old?.Flag("immutable") != true)
            return;
        if (!obj.Flag("immutable"))
            check.Forbidden("immutable", Message);
        foreach (var field in fields)
            if (!JsonNode.DeepEquals(obj[field], old[field]))
                check.Forbidden(field, Message);
    }
}
