using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// What templates can ask of networks. Texts that are not a network (no CIDR, or bits set beyond the prefix) lie in nothing.
/// </summary>
internal static class CidrFunctions
{
    /// <summary>The network of a text.</summary>
    internal static IpNetwork Parse(string text) =>
        CidrText.TryRead(text, out var network) ? network : throw new ScriptFunctionException($"\"{text}\" is not a CIDR");

    /// <summary>Those of <paramref name="cidrs"/> that lie in none of <paramref name="networks"/>.</summary>
    internal static IEnumerable<string> Outside(IEnumerable<string> cidrs, IEnumerable<string> networks)
    {
        var around = networks.Select(TryParse).OfType<IpNetwork>().ToList();
        return cidrs.Where(cidr =>
        {
            ScriptWork.Charge(around.Count);
            return TryParse(cidr) is not { } inner || !around.Exists(outer => outer.Contains(inner));
        });
    }

    /// <summary>Every pair that shares addresses, as <c>10.0.0.0/8 and 10.1.0.0/16</c>.</summary>
    internal static IEnumerable<string> Overlapping(IReadOnlyList<string> cidrs)
    {
        for (var i = 0; i < cidrs.Count; i++)
        {
            for (var j = i + 1; j < cidrs.Count; j++)
            {
                ScriptWork.Charge();
                if (TryParse(cidrs[i]) is { } one && TryParse(cidrs[j]) is { } other && one.Overlaps(other))
                    yield return $"{cidrs[i]} and {cidrs[j]}";
            }
        }
    }

    // A later reader of the text may not drop bits beyond the prefix.
    private static IpNetwork? TryParse(string text) =>
        CidrText.Read(text) is { IsNetwork: true, HasHostBits: false } reading ? reading.Network : null;
}
