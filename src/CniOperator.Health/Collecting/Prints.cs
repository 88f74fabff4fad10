using System.Runtime.InteropServices;
using CniOperator.Health.Peers;

namespace CniOperator.Health.Collecting;

/// <summary>
/// Hashes of 64 bits by which content is told from other content within one process. Not for what an attacker could choose: all that is
/// hashed here came signed, or of the API server.
/// </summary>
internal static class Prints
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    internal static ulong Mix(ulong print, ulong value)
    {
        var mixed = (print ^ value) * Odd;
        return (mixed ^ (mixed >> 29)) * Odd + 1;
    }

    internal static ulong Mix(ulong print, NodeId node)
    {
        var (low, high) = MemoryMarshal.Cast<Guid, (ulong, ulong)>([node.Value])[0];
        return Mix(Mix(print, low), high);
    }

    internal static ulong Mix(ulong print, PeerAddress address) =>
        Mix(Mix(Mix(print, (ulong)address.Bits), (ulong)(address.Bits >> 64)), (ulong)address.Family);

    internal static ulong Mix(ulong print, AddressPair pair) => Mix(Mix(print, pair.IPv4), pair.IPv6);

    internal static ulong Mix(ulong print, string text)
    {
        foreach (var character in text)
            print = Mix(print, character);
        return Mix(print, (ulong)text.Length);
    }
}
