using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Rules;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Steps;

/// <summary>Asks the descriptor how the addon hands out addresses, and checks the pools that it names.</summary>
internal static class AddressingStep
{
    internal static AddonAddressing Run(ClusterNetworkSpec spec, Addon addon, CompiledAddon scripts, BoundedContext context, FindingList findings)
    {
        var source = addon.Addressing;
        var addressing = new AddonAddressing(addon.DisplayName, Holds("fromNodes", source.FromNodes, addon.Capabilities.PodSubnets == "node"))
        {
            Pools = source.Pools is { } pools ? ReadPools(scripts.Value(context, "addressing.pools", pools), addon, findings) : [],
            ReservedPerNode = source.ReservedPerNode is { } own ? Number(scripts.Value(context, "addressing.reservedPerNode", own), addon, "addressing.reservedPerNode") : 0,
            BorrowsAddresses = Holds("borrows", source.Borrows, usual: false),
            RefusesHostRoutes = Holds("refusesHostRoutes", source.RefusesHostRoutes, usual: false),
            CanWiden = Holds("canWiden", source.CanWiden, usual: true),
        };
        foreach (var finding in PlanExaminer.ExaminePools(spec, addressing)) findings.Add(finding.Rule, finding.Severity, finding.Subject, finding.Message, finding.Fix);
        return addressing;

        bool Holds(string field, string? expression, bool usual) => expression is null ? usual : scripts.Holds(context, $"addressing.{field}", expression);
    }

    private static List<AddonPool> ReadPools(object? value, Addon addon, FindingList findings)
    {
        var pools = new List<AddonPool>();
        if (value is not ScriptArray list || list.Any(p => p is not ScriptObject)) throw Wrong(addon, "addressing.pools", "must give a list of objects");
        foreach (var pool in list.OfType<ScriptObject>())
        {
            var (name, text, subject) = (Text(pool, "name"), Text(pool, "cidr"), Text(pool, "subject"));
            var reading = CidrText.Read(text);
            if (reading.Problem is { } problem)
            {
                var (message, fix) = CidrWords.Unreadable(text, problem);
                findings.Add(CidrWords.UnreadableId, Severity.Error, subject, message, fix);
                continue;
            }

            if (reading.HasHostBits)
            {
                var (message, fix) = CidrWords.HostBits(reading);
                findings.Add(CidrWords.HostBitsId, Severity.Error, subject, message, fix);
            }

            pools.Add(new AddonPool(name, reading.Network, Number(pool["blockSize"], addon, "addressing.pools"), subject) { ForPods = pool["forPods"] is not false });
        }

        return pools;
    }

    private static int Number(object? value, Addon addon, string field) => value switch
    {
        int number and >= 0 => number,
        long number and >= 0 and <= int.MaxValue => (int)number,
        double number when number is >= 0 and <= int.MaxValue => (int)number,
        _ => throw Wrong(addon, field, "must give a number from 0 on"),
    };

    private static ScriptException Wrong(Addon addon, string field, string problem) =>
        new(new ScriptProblem(addon.DescriptorPath, addon.Source.Find(field).Line, $"{field} {problem}"));

    private static string Text(ScriptObject pool, string field) => pool[field] as string ?? "";
}
