using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace CniOperator.Sandbox.Nodes;

/// <summary>Arithmetic on addresses and ranges.</summary>
internal static class Addressing
{
    public static IPAddress Add(IPAddress address, UInt128 offset) =>
        FromNumber(ToNumber(address) + offset, address.GetAddressBytes().Length);

    /// <summary>Reads a CIDR as Go's net.ParseCIDR does: four parts for IPv4, host bits are dropped. Null when it is none.</summary>
    public static IPNetwork? ParseCidr(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        if (!parts[0].Contains(':', StringComparison.Ordinal) && parts[0].Count(c => c == '.') != 3)
            return null;
        if (!IPAddress.TryParse(parts[0], out var address))
            return null;
        var bits = address.GetAddressBytes().Length * 8;
        if (length > bits)
            return null;
        var hostBits = bits - length;
        var first = hostBits == 128 ? 0 : ToNumber(address) >> hostBits << hostBits;
        return new IPNetwork(FromNumber(first, bits / 8), length);
    }

    /// <summary>
    /// The range for one more node, as kube-controller-manager's CIDR set gives it: the next one after the highest in use, then free ones
    /// from
    /// the start; null when there is none left.
    /// </summary>
    public static IPNetwork? NextSubnet(IPNetwork cluster, int mask, IReadOnlyCollection<IPNetwork> used)
    {
        var length = cluster.BaseAddress.GetAddressBytes().Length;
        var bits = mask - cluster.PrefixLength;
        if (bits < 0)
            return null;
        // kube-controller-manager refuses more than 16 bits between the two masks.
        var count = 1L << Math.Min(bits, 16);
        var taken = used.Where(u => cluster.Contains(u.BaseAddress)).Select(u => Index(cluster, mask, u)).ToHashSet();
        var start = taken.Count == 0 ? 0 : (taken.Max() + 1) % count;
        for (var i = 0; i < count; i++)
        {
            var index = (start + i) % count;
            if (taken.Contains(index))
                continue;
            var first = ToNumber(cluster.BaseAddress) + ((UInt128)index << ((length * 8) - mask));
            return new IPNetwork(FromNumber(first, length), mask);
        }

        return null;
    }

    private static long Index(IPNetwork cluster, int mask, IPNetwork subnet) =>
        (long)(
            (ToNumber(subnet.BaseAddress) - ToNumber(cluster.BaseAddress)) >> ((cluster.BaseAddress.GetAddressBytes().Length * 8) - mask)
        );

    private static UInt128 ToNumber(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static IPAddress FromNumber(UInt128 number, int length)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(bytes.AsSpan(16 - length));
    }
}
