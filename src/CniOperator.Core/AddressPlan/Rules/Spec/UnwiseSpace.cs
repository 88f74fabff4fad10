using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>
/// Pods and Services have no addresses that are set aside for something else: documentation, shared space of providers (100.64.0.0/10),
/// 240.0.0.0/4 and similar ones. Linux routes them, so they work until someone means the other thing.
/// </summary>
internal sealed class UnwiseSpace() : PlanRule("addresses/special-space", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var stated in plan.PodSide.Concat(plan.StatedServices))
        {
            if (AddressSpaces.All.Any(s => s.Use == SpaceUse.Impossible && s.Network.Overlaps(stated.Network)))
                continue;
            var around = AddressSpaces.Of(stated.Network);
            var space =
                around.Use == SpaceUse.Unwise
                    ? around
                    : AddressSpaces.All.FirstOrDefault(s => s.Use == SpaceUse.Unwise && stated.Network.Contains(s.Network));
            if (space is null)
                continue;
            var how = ReferenceEquals(space, around) ? "lies in" : "contains";
            findings.Add(
                stated.Source,
                $"{stated.Network} {how} {space.Network}, which is set aside: {space.Name} ({space.Source}). Some hosts, "
                    + "routers and clouds treat such addresses in a way of their own.",
                stated.Network.Family == IpFamily.IPv4
                    ? "Take private addresses: of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
                    : "Take unique local addresses, of fd00::/8 (RFC 4193)"
            );
        }
    }
}
