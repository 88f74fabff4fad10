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
            output.WriteLine("Nothing here is cut into shares that nodes could run out of.");
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
        var room = $"{pods} has {Amount.Of(pods.SubnetCount(mask))} node subnets of /{mask}";
        return family.Fits ? $"{Amount.Of(growth.Wanted, "node")} fit: {room}." : $"{Amount.Of(growth.Wanted, "node")} do not fit: {room}, {Amount.Of(growth.Wanted - family.Now.Nodes)} too few.";
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
            if (!option.StaysPrivate) output.WriteLine($"{change} {option.Pods}: warning: it reaches beyond private address space: {AddressSpaces.Of(option.Pods).Name}.");
            foreach (var finding in growth.ErrorsOf(option)) output.WriteLine($"{change} {option.Pods} with /{option.NodeMask}: error: {finding.Message} [{finding.Rule}]");
        }

        if (growth.Plan.Source.Cluster.Nodes is { } nodes && options.Exists(o => o.Option.PodsPerNode < nodes.Nodes.Max(n => n.MaxPods ?? 0)))
            output.WriteLine($"note: fewer addresses than the kubelets take pods ({nodes.Nodes.Max(n => n.MaxPods)}): nodes would run out of addresses first.");
    }
}
