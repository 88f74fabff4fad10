using System.Globalization;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Validation;

/// <summary>Rules over a spec that a schema cannot state: CIDR arithmetic, families, image references.</summary>
public static class SpecRules
{
    /// <summary>The ids of these rules.</summary>
    internal static readonly string[] Ids =
    [
        "addresses/unreadable-cidr", "addresses/host-bits", "addresses/duplicate-family", "addresses/node-mask", "addresses/families",
        "addresses/mtu-ipv6", "images/reference", "images/registry", "rollout/amount", "patches/target", "acknowledge/unknown-rule",
    ];

    /// <summary>The findings for <paramref name="spec"/>, with those that it acknowledges marked.</summary>
    /// <param name="spec">A spec that the schema accepts.</param>
    /// <param name="knownRules">Ids of the rules that others (the addon catalog) may report; without them no id counts as unknown.</param>
    public static IReadOnlyList<Finding> Check(ClusterNetworkSpec spec, IEnumerable<string>? knownRules = null)
    {
        List<Finding> findings = [.. Addresses(spec), .. ImageRules.Check(spec.Images), .. Amounts(spec.Rollout), .. Targets(spec)];
        if (knownRules is not null) findings.AddRange(Unknown(spec, [.. Ids, .. knownRules]));
        return [.. findings.Select(f => f with { Acknowledged = spec.Acknowledge.Contains(f.Rule) })];
    }

    private static IEnumerable<Finding> Addresses(ClusterNetworkSpec spec)
    {
        var pods = spec.PodNetwork.Cidrs.Select(Cidr.Parse).ToList();
        foreach (var finding in CidrRules.Check("spec.podNetwork.cidrs", spec.PodNetwork.Cidrs, onePerFamily: true)
            .Concat(CidrRules.Check("spec.podNetwork.avoid", spec.PodNetwork.Avoid, onePerFamily: false))
            .Concat(CidrRules.Check("spec.serviceNetwork.cidrs", spec.ServiceNetwork?.Cidrs ?? [], onePerFamily: true)))
            yield return finding;
        foreach (var cidr in pods.OfType<Cidr>())
        {
            var (mask, field) = cidr.IsIpv6 ? (spec.PodNetwork.NodeMaskSizes.Ipv6, "ipv6") : (spec.PodNetwork.NodeMaskSizes.Ipv4, "ipv4");
            if (mask < cidr.PrefixLength)
                yield return new Finding(
                    "addresses/node-mask", Severity.Error, $"spec.podNetwork.nodeMaskSizes.{field}",
                    $"A node's share of /{mask} is larger than the whole pod network {cidr.Network}/{cidr.PrefixLength}, so no node gets one.",
                    $"Raise nodeMaskSizes.{field} above {cidr.PrefixLength}, or take a larger pod network");
        }

        if (spec.ServiceNetwork is { } services && Families(services.Cidrs) is { Length: > 0 } served && Families(spec.PodNetwork.Cidrs) is { Length: > 0 } podFamilies
            && served.Except(podFamilies).ToArray() is { Length: > 0 } missing)
            yield return new Finding(
                "addresses/families", Severity.Error, "spec.serviceNetwork.cidrs",
                $"The service network has {missing[0]}, but the pod network has none; Services of that family would have no endpoints.",
                $"Add an {missing[0]} CIDR to spec.podNetwork.cidrs, or remove it from the service network");
        if (spec.PodNetwork.Mtu < 1280 && pods.Exists(c => c is { IsIpv6: true }))
            yield return new Finding(
                "addresses/mtu-ipv6", Severity.Error, "spec.podNetwork.mtu",
                $"An MTU of {spec.PodNetwork.Mtu} is below 1280, the least that IPv6 works with (RFC 8200, section 5).", "Set mtu to 1280 or more, or leave it out to have it derived");
    }

    private static string[] Families(IEnumerable<string> cidrs) => [.. cidrs.Select(Cidr.Parse).OfType<Cidr>().Select(c => c.Family).Distinct()];

    private static IEnumerable<Finding> Amounts(RolloutSettings rollout)
    {
        foreach (var (field, text, least) in new[] { ("maxUnavailable", rollout.MaxUnavailable, 1), ("maxFailedNodes", rollout.MaxFailedNodes, 0) })
        {
            var percent = text.EndsWith('%');
            if (int.TryParse(percent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount >= least && (!percent || amount <= 100)) continue;
            yield return new Finding(
                "rollout/amount", Severity.Error, $"spec.rollout.{field}", $"\"{text}\" is neither a number from {least} on nor a percentage up to 100%.", "Write a number such as 3, or a percentage such as 10%");
        }
    }

    private static IEnumerable<Finding> Targets(ClusterNetworkSpec spec)
    {
        for (var i = 0; i < spec.Patches.Count; i++)
            if (string.IsNullOrWhiteSpace(spec.Patches[i].Target.Kind) || string.IsNullOrWhiteSpace(spec.Patches[i].Target.Name))
                yield return new Finding(
                    "patches/target", Severity.Error, $"spec.patches[{i}].target", "The patch names no object: kind or name is blank.", "Give the kind and the name of a rendered object; cni-operator render lists them");
    }

    private static IEnumerable<Finding> Unknown(ClusterNetworkSpec spec, HashSet<string> known)
    {
        for (var i = 0; i < spec.Acknowledge.Count; i++)
            if (!known.Contains(spec.Acknowledge[i]))
                yield return new Finding(
                    "acknowledge/unknown-rule", Severity.Warning, $"spec.acknowledge[{i}]", $"There is no rule {spec.Acknowledge[i]}, so this acknowledges nothing.",
                    Suggestion.For(spec.Acknowledge[i], known) is { } meant ? $"Did you mean {meant}?" : "Remove it");
    }
}
