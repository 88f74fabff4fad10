using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Output;

namespace CniOperator.Commands.Plan;

/// <summary>The answer to <c>--grow N</c> for people.</summary>
internal static class GrowthText
{
    public static void Write(GrowthView growth, TextWriter output)
    {
        output.WriteLine(growth.Plan.Source.Title);
        output.WriteLine();
        if (growth.Families.Count == 0)
            output.WriteLine("No pod network here is cut into node subnets or blocks of which nodes could run out.");
        foreach (var family in growth.Families)
            output.WriteLine(Answer(growth, family));
        if (growth.HasRoom)
        {
            WriteErrors(growth, output);
            return;
        }

        var options = growth.Families.Where(f => !f.Answer.Fits).SelectMany(f => Options(f.Answer, growth.Plan.FromNodes)).ToList();
        output.WriteLine();
        if (options.Count == 0)
        {
            var cut = growth.Plan.FromNodes ? "node mask" : "block size";
            output.WriteLine($"No {cut} and no wider network around this one makes room for so many; take another one.");
            return;
        }

        WriteOptions(growth, options, output);
        WriteNotes(growth, options.Min(o => o.Option.PodsPerNode), output);
    }

    private static string Answer(GrowthView growth, FamilyGrowth family)
    {
        var (now, nodes) = (family.Answer.Now, Amount.Of(growth.Wanted, "node"));
        var others = family.Elsewhere > 0 ? $", and other pools have {Amount.Of(family.Elsewhere, "block")}" : "";
        var room = $"{now.Pods} has {Amount.Of(now.Nodes, growth.Plan.FromNodes ? "node subnet" : "block")} of /{now.NodeMask}{others}";
        if (family.Answer.Fits && growth.Errors.Count > 0)
            return $"There is room for {nodes}: {room}.";
        if (family.Answer.Fits)
            return $"{nodes} fit: {room}{(family.Nodes == now.Nodes ? ", and none is left then" : "")}.";
        return $"{nodes} do not fit: {room}, which is {Amount.Of(family.Nodes - now.Nodes)} too few.";
    }

    private static void WriteErrors(GrowthView growth, TextWriter output)
    {
        if (growth.Errors.Count == 0)
            return;
        output.WriteLine();
        foreach (var error in growth.Errors)
            error.Write(output);
        output.WriteLine($"With {Amount.Of(growth.Wanted, "node")} the plan does not hold: {Amount.Of(growth.Errors.Count, "error")}.");
    }

    private static IEnumerable<(string Change, GrowthOption Option)> Options(Growth growth, bool fromNodes)
    {
        if (growth.LongerMask is { } longer)
            yield return (fromNodes ? "longer node mask" : "smaller blocks", longer);
        if (growth.WiderNetwork is { } wider)
            yield return (fromNodes ? "wider pod network" : "wider pool", wider);
    }

    private static void WriteOptions(GrowthView growth, List<(string Change, GrowthOption Option)> options, TextWriter output)
    {
        var table = growth.Plan.FromNodes
            ? new Columns("WHAT WOULD FIT", "POD NETWORK", "NODE MASK", "NODES", "ADDRESSES FOR PODS")
            : new Columns("WHAT WOULD FIT", "POD NETWORK", "BLOCK", "BLOCKS", "ADDRESSES FOR PODS");
        foreach (var (change, option) in options)
            table.Add(change, option.Pods.ToString(), $"/{option.NodeMask}", Amount.Of(option.Nodes), Amount.Of(option.PodsPerNode));
        table.Write(output);
        foreach (var (change, option) in options)
        {
            if (!option.StaysPrivate)
                output.WriteLine(
                    $"{change} {option.Pods}: warning: it reaches beyond private address space: {AddressSpaces.Of(option.Pods).Name}."
                );
            foreach (var finding in growth.ErrorsOf(option))
                output.WriteLine($"{change} {option.Pods} with /{option.NodeMask}: error: {finding.Message} [{finding.Rule}]");
        }
    }

    private static void WriteNotes(GrowthView growth, long addresses, TextWriter output)
    {
        if (!growth.Plan.FromNodes)
        {
            output.WriteLine("note: a block for each node is the least; a node takes another one when its first is full.");
            if (growth.Plan.Addon is { BorrowsAddresses: true, Name: var addon })
                output.WriteLine(
                    $"note: {addon} lets nodes without a block borrow single addresses of others' blocks: more nodes work than fit."
                );
            return;
        }

        var kubelets = growth.Plan.Source.Nodes?.Nodes.Max(n => n.MaxPods);
        if (addresses < kubelets)
            output.WriteLine(
                $"note: with {Amount.Of(addresses, "address")} a node runs out before its kubelet has {Amount.Of(kubelets.Value)} pods."
            );
        output.WriteLine("note: kube-controller-manager assigns node subnets: change its --node-cidr-mask-size or --cluster-cidr too.");
        output.WriteLine("note: nodes keep the subnet that they have until they are deleted and join again.");
    }
}
