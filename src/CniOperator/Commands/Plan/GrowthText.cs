using CniOperator.Core.AddressPlan;
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
        {
            output.WriteLine("No pod network here is cut into node subnets or blocks of which nodes could run out.");
            return;
        }

        foreach (var family in growth.Families)
            output.WriteLine(Answer(growth, family));
        if (growth.Fits) return;
        var options = growth.Families.Where(f => !f.Fits).SelectMany(Options).ToList();
        output.WriteLine();
        if (options.Count == 0)
        {
            output.WriteLine("Neither a longer node mask nor a wider pod network around this one makes room for so many; take another pod network.");
            return;
        }

        WriteOptions(growth, options, output);
    }

    private static string Answer(GrowthView growth, Growth family)
    {
        var (pods, mask) = (family.Now.Pods, family.Now.NodeMask);
        var part = growth.Plan.FromNodes ? "node subnet" : "block";
        var room = $"{pods} has {Amount.Of(family.Now.Nodes, part)} of /{mask}";
        var nodes = Amount.Of(growth.Wanted, "node");
        return family.Fits ? $"{nodes} fit: {room}{(growth.Wanted == family.Now.Nodes ? ", and none is left then" : "")}." : $"{nodes} do not fit: {room}, which is {Amount.Of(growth.Wanted - family.Now.Nodes)} too few.";
    }

    private static IEnumerable<(string Change, GrowthOption Option)> Options(Growth growth)
    {
        if (growth.LongerMask is { } longer) yield return ("longer node mask", longer);
        if (growth.WiderNetwork is { } wider) yield return ("wider pod network", wider);
    }

    private static void WriteOptions(GrowthView growth, List<(string Change, GrowthOption Option)> options, TextWriter output)
    {
        var table = new Columns("WHAT WOULD FIT", "POD NETWORK", "NODE MASK", "NODES", "ADDRESSES FOR PODS");
        foreach (var (change, option) in options)
            table.Add(change, option.Pods.ToString(), $"/{option.NodeMask}", Amount.Of(option.Nodes), Amount.Of(option.PodsPerNode));
        table.Write(output);
        foreach (var (change, option) in options)
        {
            if (!option.StaysPrivate)
                output.WriteLine($"{change} {option.Pods}: warning: it reaches beyond private address space: {AddressSpaces.Of(option.Pods).Name}.");
            foreach (var finding in growth.ErrorsOf(option))
                output.WriteLine($"{change} {option.Pods} with /{option.NodeMask}: error: {finding.Message} [{finding.Rule}]");
        }

        WriteNotes(growth, options.Min(o => o.Option.PodsPerNode), output);
    }

    private static void WriteNotes(GrowthView growth, long addresses, TextWriter output)
    {
        var kubelets = growth.Plan.Source.Cluster.Nodes?.Nodes.Max(n => n.MaxPods);
        if (addresses < kubelets)
            output.WriteLine($"note: with {Amount.Of(addresses, "address")} a node runs out before its kubelet has its {Amount.Of(kubelets.Value)} pods.");
        if (growth.Plan.FromNodes)
        {
            output.WriteLine("note: kube-controller-manager deals out node subnets: change its --node-cidr-mask-size or --cluster-cidr too.");
            output.WriteLine("note: nodes keep the subnet that they have until they are deleted and join anew.");
        }
    }
}
