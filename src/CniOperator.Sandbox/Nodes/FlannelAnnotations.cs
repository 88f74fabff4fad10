using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>What flanneld writes into its Node's annotations, per backend and family.</summary>
internal static class FlannelAnnotations
{
    public static IReadOnlyDictionary<string, string> Of(JsonObject node, FlannelConfig config, string prefix)
    {
        var addresses = node.Items("status", "addresses")
            .Where(a => a.Text("type") == "InternalIP")
            .Select(a => a.Text("address") ?? "")
            .ToList();
        var v4 = addresses.FirstOrDefault(a => !a.Contains(':', StringComparison.Ordinal));
        var v6 = addresses.FirstOrDefault(a => a.Contains(':', StringComparison.Ordinal));
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{prefix}/backend-type"] = config.Backend,
            [$"{prefix}/kube-subnet-manager"] = "true",
        };
        if (config.EnableIPv4 && v4 is not null)
            Add(annotations, prefix, "backend-data", "public-ip", v4, node, config);
        // Only these backends carry IPv6.
        if (config.EnableIPv6 && v6 is not null && config.Backend is "vxlan" or "wireguard" or "host-gw")
            Add(annotations, prefix, "backend-v6-data", "public-ipv6", v6, node, config);
        return annotations;
    }

    private static void Add(
        SortedDictionary<string, string> annotations,
        string prefix,
        string dataKey,
        string addressKey,
        string address,
        JsonObject node,
        FlannelConfig config
    )
    {
        annotations[$"{prefix}/{dataKey}"] = BackendData(node.Name(), dataKey, config);
        annotations[$"{prefix}/{addressKey}"] = node.Text("metadata", "annotations", $"{prefix}/{addressKey}-overwrite") ?? address;
    }

    private static string BackendData(string node, string family, FlannelConfig config) =>
        config.Backend switch
        {
            "vxlan" => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"VNI":{{config.Options.Number("VNI") ?? 1}},"VtepMAC":"{{Mac(node + family)}}"}"""
            ),
            "wireguard" =>
                $$"""{"PublicKey":"{{Convert.ToBase64String(Enumerable.Range(0, 4).SelectMany(i => BitConverter.GetBytes(Hashes.Fnv64($"{node}{family}{i}"))).ToArray())}}"}""",
            _ => "null",
        };

    /// <summary>A stable locally administered address.</summary>
    private static string Mac(string seed)
    {
        var bytes = BitConverter.GetBytes(Hashes.Fnv64(seed));
        bytes[0] = (byte)((bytes[0] & 0xfc) | 0x02);
        return string.Join(':', bytes.Take(6).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
