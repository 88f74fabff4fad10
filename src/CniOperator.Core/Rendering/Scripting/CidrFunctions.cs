using System.Net;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>What templates can ask of networks. Texts that are no network (no CIDR, or bits set beyond the prefix) lie in nothing.</summary>
internal static class CidrFunctions
{
    /// <summary>The network of a text.</summary>
    internal static IPNetwork Parse(string text) => IPNetwork.TryParse(text, out var network) ? network : throw new ScriptFunctionException($"\"{text}\" is no CIDR");

    /// <summary>Those of <paramref name="cidrs"/> that lie in none of <paramref name="networks"/>.</summary>
    internal static IEnumerable<string> Outside(IEnumerable<string> cidrs, IEnumerable<string> networks)
    {
        var around = networks.Select(TryParse).OfType<IPNetwork>().ToList();
        return cidrs.Where(cidr =>
        {
            ScriptWork.Charge(around.Count);
            return TryParse(cidr) is not { } inner || !around.Exists(outer => Contains(outer, inner));
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
                if (TryParse(cidrs[i]) is { } one && TryParse(cidrs[j]) is { } other && (Contains(one, other) || Contains(other, one)))
                    yield return $"{cidrs[i]} and {cidrs[j]}";
            }
        }
    }

    private static bool Contains(IPNetwork outer, IPNetwork inner) => outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    // .NET drops bits beyond the prefix; whoever reads the text later may not.
    private static IPNetwork? TryParse(string text) =>
        IPNetwork.TryParse(text, out var network) && IPAddress.TryParse(text.Split('/')[0], out var address) && address.Equals(network.BaseAddress) ? network : null;
}
