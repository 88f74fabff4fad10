using CniOperator.Core.Findings;

namespace CniOperator.Core.Validation;

/// <summary>Rules over one list of CIDRs.</summary>
internal static class CidrRules
{
    internal static IEnumerable<Finding> Check(string field, IReadOnlyList<string> cidrs, bool onePerFamily)
    {
        var families = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < cidrs.Count; i++)
        {
            var subject = $"{field}[{i}]";
            if (Cidr.Parse(cidrs[i]) is not { } cidr)
            {
                yield return new Finding(
                    "addresses/unreadable-cidr", Severity.Error, subject, $"\"{cidrs[i]}\" is no network in CIDR notation.", "Write an address, a slash and a prefix length, as 10.244.0.0/16 or fd00:10:244::/56");
                continue;
            }

            if (cidr.HasHostBits)
                yield return new Finding(
                    "addresses/host-bits", Severity.Error, subject, $"{cidrs[i]} has bits set beyond its prefix: it is an address in the network {cidr.Network}/{cidr.PrefixLength}.",
                    $"Write {cidr.Network}/{cidr.PrefixLength}");
            if (onePerFamily && !families.Add(cidr.Family))
                yield return new Finding(
                    "addresses/duplicate-family", Severity.Error, subject, $"{field} has a second {cidr.Family} network; there can be one per IP family.", $"Keep one {cidr.Family} network");
        }
    }
}
