using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// From which ranges a node's pods get their addresses, which the CNI file that the runtime uses decides: Calico's IPAM takes a block of
/// each of its pools, Weave's a share of its own range, and host-local the node's podCIDRs.
/// </summary>
internal static class PodRanges
{
    // Weave gives to each router what it asks for; as much as a usual node's podCIDR is a share here.
    private const int WeaveShare = 24;

    private static readonly ResourceName PoolsOfCalico = new("crd.projectcalico.org", "ippools");

    public static IReadOnlyList<string> Of(NodeMachine machine, JsonObject node, ClusterView view) =>
        FromPools(machine.Disk) ? [.. Pools(view).Select(p => Block(p, machine.JoinedAs)).OfType<string>()]
        : WeaveDataplane.Range(machine.Disk) is { } range ? [.. new[] { Share(range, WeaveShare, machine.JoinedAs) }.OfType<string>()]
        : [.. node.Texts("spec", "podCIDRs")];

    /// <summary>Pods get their addresses by Calico's own IPAM.</summary>
    public static bool FromPools(NodeDisk disk) => disk.CniIpam == "calico-ipam";

    /// <summary>The first enabled pool of each family; node selectors are not looked at.</summary>
    public static IEnumerable<JsonObject> Pools(ClusterView view) =>
        view.List(PoolsOfCalico)
            .Where(p => !p.Flag("spec", "disabled"))
            .OrderBy(p => p.Name(), StringComparer.Ordinal)
            .DistinctBy(p => p.Text("spec", "cidr")?.Contains(':', StringComparison.Ordinal));

    private static string? Block(JsonObject pool, int joined)
    {
        var cidr = pool.Text("spec", "cidr") ?? "";
        var size = cidr.Contains(':', StringComparison.Ordinal) ? 122 : 26;
        return Share(cidr, (int)pool.Number(size, "spec", "blockSize"), joined);
    }

    // Nodes that joined later begin again, as they then share what there is.
    private static string? Share(string cidr, int mask, int joined)
    {
        if (Addressing.ParseCidr(cidr) is not { } range || mask < range.PrefixLength)
            return null;
        var bits = range.BaseAddress.GetAddressBytes().Length * 8;
        var shares = 1L << Math.Min(mask - range.PrefixLength, 30);
        var first = Addressing.Add(range.BaseAddress, (UInt128)(Math.Max(joined - 1, 0) % shares) << (bits - mask));
        return string.Create(CultureInfo.InvariantCulture, $"{first}/{mask}");
    }
}
