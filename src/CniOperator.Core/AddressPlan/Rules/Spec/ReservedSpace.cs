using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>Pods and Services have no addresses that hosts do not route: loopback, link-local, multicast and others (RFC 6890).</summary>
internal sealed class ReservedSpace() : PlanRule("addresses/reserved", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var stated in plan.PodSide.Concat(plan.StatedServices))
        {
            if (AddressSpaces.All.FirstOrDefault(s => s.Use == SpaceUse.Impossible && s.Network.Overlaps(stated.Network)) is not { } space)
                continue;
            var how = space.Network.Contains(stated.Network) ? "lies in" : "contains";
            findings.Add(
                stated.Source,
                $"{stated.Network} {how} {space.Network}, {space.Name} addresses ({space.Source}), which are not routed.",
                stated.Network.Family == IpFamily.IPv4
                    ? "Take private addresses: of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
                    : "Take unique local addresses, of fd00::/8 (RFC 4193)"
            );
        }
    }
}
