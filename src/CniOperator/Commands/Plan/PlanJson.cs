using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Shares;

namespace CniOperator.Commands.Plan;

/// <summary>A plan for programs: everything, unbounded, under names that stay.</summary>
internal static class PlanJson
{
    public static JsonObject Of(PlanView plan) =>
        new()
        {
            ["name"] = plan.Source.Name,
            ["provider"] = plan.Source.Spec.Provider is { Length: > 0 } provider ? provider : null,
            ["valid"] = !plan.HasErrors,
            ["nodeSubnets"] = plan.FromNodes,
            ["networks"] = List(plan.Families, f => Network(plan, f)),
            ["nodes"] = List(plan.Shares.GroupBy(s => s.Node.Name, StringComparer.Ordinal), n => Node(plan, [.. n])),
            ["findings"] = new JsonArray([.. plan.Remarks.Select(r => r.ToJson())]),
            ["notes"] = List(plan.Source.Notes, n => n),
        };

    public static JsonObject Of(GrowthView growth) =>
        new()
        {
            ["name"] = growth.Plan.Source.Name,
            ["wanted"] = growth.Wanted,
            ["fits"] = growth.Fits,
            ["errors"] = new JsonArray([.. growth.Errors.Select(r => r.ToJson())]),
            ["networks"] = List(growth.Families, f => new JsonObject
            {
                ["fits"] = f.Answer.Fits,
                ["elsewhere"] = f.Elsewhere,
                ["now"] = Option(growth, f.Answer.Now),
                ["longerMask"] = Option(growth, f.Answer.LongerMask),
                ["widerNetwork"] = Option(growth, f.Answer.WiderNetwork),
            }),
        };

    public static JsonObject Of(Explanation explanation)
    {
        var facts = explanation.Facts;
        var json = Range(facts.Network);
        json.Insert(0, "address", explanation.Address?.ToString());
        json["netmask"] = facts.Netmask.ToString();
        json["wildcard"] = facts.Wildcard.ToString();
        json["binary"] = facts.Binary;
        json["netmaskBinary"] = facts.NetmaskBinary;
        json["space"] = new JsonObject
        {
            ["network"] = facts.Space.Network.ToString(),
            ["name"] = facts.Space.Name,
            ["use"] = facts.Space.Use.ToString(),
            ["source"] = facts.Space.Source,
        };
        json["defaults"] = List(explanation.Defaults, d => new JsonObject { ["network"] = d.Network.ToString(), ["whose"] = d.Whose });
        json["nodeMask"] = explanation.NodeMask;
        json["nodeSubnets"] = Number(facts.Network.SubnetCount(explanation.NodeMask));
        if (explanation.Plan is { } plan)
        {
            json["podNetworks"] = List(plan.Families.Where(f => f.Pods.Overlaps(facts.Network)), f => f.Pods.ToString());
            json["nodes"] = List(explanation.Owners, o => new JsonObject { ["name"] = o.Node.Name, ["subnet"] = o.Network.ToString() });
        }

        return json;
    }

    private static JsonObject Network(PlanView plan, FamilyPlan family)
    {
        var json = Range(family.Pods);
        json["mask"] = family.Mask;
        json["capacity"] = Number(family.Capacity);
        json["nodes"] = family.Nodes;
        json["free"] = Number(family.Free?.Subnets);
        json["utilization"] = family.Utilization;
        json["addressesPerNode"] = plan.FromNodes ? Number(family.FirstPart?.UsableCount) : null;
        json["podAddressesPerNode"] = plan.FromNodes ? family.PodAddresses : null;
        json["podsPerNode"] = plan.FromNodes ? plan.PodsPerNode(family) : null;
        json["freeBlocks"] = family is { Free: { } free, Mask: { } mask } ? List(free.Blocks, b => FreeBlock(b, mask)) : null;
        return json;
    }

    private static JsonObject FreeBlock(IpNetwork block, int mask) =>
        new()
        {
            ["network"] = block.ToString(),
            ["first"] = block.First.ToString(),
            ["last"] = block.Last.ToString(),
            ["nodes"] = Number(block.SubnetCount(mask)),
        };

    private static JsonObject Node(PlanView plan, IReadOnlyList<NodeShare> shares) =>
        new()
        {
            ["name"] = shares[0].Node.Name,
            ["maxPods"] = shares[0].Node.MaxPods,
            ["pods"] = shares.Min(s => s.Pods(plan.Addon) ?? 0),
            ["subnets"] = List(shares, s => Subnet(plan, s)),
        };

    private static JsonObject Subnet(PlanView plan, NodeShare share)
    {
        var json = share.Network is { } network
            ? Range(network)
            : new JsonObject { ["network"] = share.Written.Length > 0 ? share.Written : null };
        json["pods"] = share.Pods(plan.Addon);
        json["flags"] = List(share.Flags, f => f.Name());
        return json;
    }

    private static JsonObject? Option(GrowthView growth, GrowthOption? option) =>
        option is null
            ? null
            : new()
            {
                ["podNetwork"] = option.Pods.ToString(),
                ["nodeMask"] = option.NodeMask,
                ["nodes"] = Number(option.Pods.SubnetCount(option.NodeMask)),
                ["podAddressesPerNode"] = option.PodsPerNode,
                ["private"] = option.StaysPrivate,
                ["errors"] = new JsonArray([.. growth.ErrorsOf(option).Select(f => Remark.Of(f).ToJson())]),
            };

    private static JsonObject Range(IpNetwork network) =>
        new()
        {
            ["family"] = network.Family.ToString(),
            ["network"] = network.ToString(),
            ["first"] = network.First.ToString(),
            ["last"] = network.Last.ToString(),
            ["firstUsable"] = network.FirstUsable.ToString(),
            ["lastUsable"] = network.LastUsable.ToString(),
            ["addresses"] = Number(network.AddressCount),
            ["usable"] = Number(network.UsableCount),
        };

    // JSON has numbers of any size; a reader that takes doubles rounds those beyond 2^53.
    private static JsonNode? Number(BigInteger? number) =>
        number is { } known ? JsonNode.Parse(known.ToString(CultureInfo.InvariantCulture)) : null;

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> json) => new([.. items.Select(json)]);
}
