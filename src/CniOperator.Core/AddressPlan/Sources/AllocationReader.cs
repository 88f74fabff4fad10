using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.AddressPlan.Selectors;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Sources;

/// <summary>Reads pools and blocks out of the objects that an addon keeps them in, by the paths of its descriptor.</summary>
public static class AllocationReader
{
    // What Calico takes where none is said.
    private const int UsualIpv4 = 26;
    private const int UsualIpv6 = 122;

    /// <summary>The fields that are read of a pool, as paths.</summary>
    public static IReadOnlyList<string> Fields(AddonPoolObjects objects) =>
        ["metadata.labels", objects.Cidr, objects.BlockSize, objects.Disabled, objects.NodeSelector];

    /// <summary>The fields that are read of a block, as paths.</summary>
    public static IReadOnlyList<string> Fields(AddonBlockObjects objects) => [objects.Cidr, objects.Owner];

    /// <summary>The pools, by name; those that cannot be read serve no one, and are left out.</summary>
    public static IReadOnlyList<LivePool> Pools(AddonPoolObjects objects, IEnumerable<JsonObject> pools) =>
        [.. pools.Select(p => Pool(objects, p)).OfType<LivePool>().OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The blocks, by network.</summary>
    public static IReadOnlyList<TakenBlock> Blocks(AddonBlockObjects objects, IEnumerable<JsonObject> blocks) =>
        [.. blocks.Select(b => Block(objects, b)).OfType<TakenBlock>().OrderBy(b => b.Network)];

    private static LivePool? Pool(AddonPoolObjects objects, JsonObject pool)
    {
        if (!CidrText.TryRead(Text(pool, objects.Cidr), out var network))
            return null;
        var usual = network.Family == IpFamily.IPv4 ? UsualIpv4 : UsualIpv6;
        return new LivePool(
            pool.Text("metadata", "name") ?? "",
            network,
            int.TryParse(At(pool, objects.BlockSize)?.ToJsonString(), CultureInfo.InvariantCulture, out var size) ? size : usual
        )
        {
            Disabled = At(pool, objects.Disabled) is JsonValue flag && flag.TryGetValue<bool>(out var disabled) && disabled,
            IsOurs = pool.At("metadata", "labels", ClusterNetworkApi.NetworkLabel) is not null,
            Selector = NodeSelector.Parse(Text(pool, objects.NodeSelector)) ?? NodeSelector.All,
        };
    }

    private static TakenBlock? Block(AddonBlockObjects objects, JsonObject block)
    {
        if (!CidrText.TryRead(Text(block, objects.Cidr), out var network))
            return null;
        var owner = Text(block, objects.Owner);
        var isNode = owner.StartsWith(objects.OwnerPrefix, StringComparison.Ordinal);
        return new TakenBlock(network, isNode ? owner[objects.OwnerPrefix.Length..] : "");
    }

    private static string Text(JsonObject json, string path) => json.Text(path.Split('.')) ?? "";

    private static JsonNode? At(JsonObject json, string path) => json.At(path.Split('.'));
}
