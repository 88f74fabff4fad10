using CniOperator.Core.AddressPlan.Shares;
using CniOperator.Output;

namespace CniOperator.Commands.Plan;

/// <summary>The tables of a plan: the networks, who has which subnet, what is free. Each is bounded.</summary>
internal static class PlanTable
{
    private const int MostNodes = 50;
    private const int MostBlocks = 12;

    /// <summary>One line for each pod network.</summary>
    public static void WriteNetworks(PlanView plan, TextWriter output)
    {
        var cut = plan.FromNodes ? "NODE MASK" : "BLOCK";
        var table = plan.FromNodes
            ? new Columns("POD NETWORK", cut, "NODES", "CAPACITY", "FREE", "USED", "ADDRESSES/NODE", "PODS/NODE")
            : new Columns("POD NETWORK", cut, "BLOCKS", "ADDRESSES/BLOCK", "ADDRESSES");
        foreach (var family in plan.Families)
        {
            var mask = family.Mask is { } m ? $"/{m}" : "";
            if (plan.FromNodes)
            {
                var used = family.Utilization is { } share ? Amount.Percent(share) : "";
                table.Add(
                    family.Pods.ToString(),
                    mask,
                    Amount.Of(family.Nodes),
                    Amount.Of(family.Capacity),
                    Amount.Of(family.Free?.Subnets),
                    used,
                    Amount.Of(family.FirstPart?.UsableCount),
                    Amount.Of(plan.PodsPerNode(family))
                );
                continue;
            }

            var (block, all) = (family.FirstPart?.AddressCount, family.Pods.AddressCount);
            table.Add(family.Pods.ToString(), mask, Amount.Of(family.Capacity), Amount.Of(block), Amount.Of(all));
        }

        table.Write(output);
    }

    /// <summary>One line for each subnet of each node. Of many nodes those come first whose subnets have a flag.</summary>
    public static void WriteNodes(PlanView plan, TextWriter output)
    {
        var nodes = plan.Shares.GroupBy(s => s.Node.Name, StringComparer.Ordinal).ToList();
        if (nodes.Count == 0)
            return;
        var shown = nodes.Count <= MostNodes ? nodes : [.. nodes.OrderBy(n => n.All(s => s.Flags.Count == 0)).Take(MostNodes)];
        var flagged = plan.Shares.Any(s => s.Flags.Count > 0);
        string[] headers = ["NODE", "SUBNET", "FIRST USABLE", "LAST USABLE", "ADDRESSES", "PODS"];
        var table = new Columns(flagged ? [.. headers, "FLAGS"] : headers);
        foreach (var share in shown.SelectMany(n => n))
        {
            string[] cells =
            [
                share.Node.Name,
                share.Network?.ToString() ?? share.Written,
                share.Network?.FirstUsable.ToString() ?? "",
                share.Network?.LastUsable.ToString() ?? "",
                Amount.Of(share.Network?.UsableCount),
                Amount.Of(share.Pods(plan.Addon)),
            ];
            table.Add(flagged ? [.. cells, string.Join(", ", share.Flags.Select(f => f.Name()))] : cells);
        }

        output.WriteLine();
        table.Write(output);
        if (nodes.Count > shown.Count)
            output.WriteLine($"... {Amount.Of(nodes.Count - shown.Count)} more; -o json has all");
    }

    /// <summary>The free blocks of a pod network.</summary>
    public static void WriteFree(FamilyPlan family, TextWriter output)
    {
        if (family is not { Free.Blocks: { Count: > 0 } blocks, Mask: { } mask })
            return;
        var table = new Columns("FREE BLOCK", "FIRST ADDRESS", "LAST ADDRESS", "NODES");
        foreach (var block in blocks.Take(MostBlocks))
            table.Add(block.ToString(), block.First.ToString(), block.Last.ToString(), Amount.Of(block.SubnetCount(mask)));
        output.WriteLine();
        table.Write(output);
        if (blocks.Count > MostBlocks)
            output.WriteLine($"... {Amount.Of(blocks.Count - MostBlocks)} more; -o json has all");
    }
}
