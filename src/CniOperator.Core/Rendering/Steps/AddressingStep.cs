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
    internal static AddonAddressing Run(
        ClusterNetworkSpec spec,
        Addon addon,
        CompiledAddon scripts,
        BoundedContext context,
        FindingList findings
    )
    {
        var source = addon.Addressing;
        var addressing = new AddonAddressing(
            addon.DisplayName,
            Holds("fromNodes", source.FromNodes, addon.Capabilities.PodSubnets == "node")
        )
        {
            Pools = source.Pools is { } pools ? ReadPools(scripts.Value(context, "addressing.pools", pools), scripts, findings) : [],
            ReservedPerNode = source.ReservedPerNode is { } own ? scripts.Number(context, "addressing.reservedPerNode", own) : 0,
            BorrowsAddresses = Holds("borrows", source.Borrows, usual: false),
            RefusesHostRoutes = Holds("refusesHostRoutes", source.RefusesHostRoutes, usual: false),
            CanWiden = Holds("canWiden", source.CanWiden, usual: true),
        };
        foreach (var finding in PlanExaminer.ExaminePools(spec, addressing))
            findings.Add(finding.Rule, finding.Severity, finding.Subject, finding.Message, finding.Fix);
        return addressing;

        bool Holds(string field, string? expression, bool usual) =>
            expression is null ? usual : scripts.Holds(context, $"addressing.{field}", expression);
    }

    private static List<AddonPool> ReadPools(object? value, CompiledAddon scripts, FindingList findings)
    {
        var pools = new List<AddonPool>();
        if (value is not ScriptArray list || list.Any(p => p is not ScriptObject))
            throw scripts.Wrong("addressing.pools", "must give a list of objects");
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

            pools.Add(
                new AddonPool(name, reading.Network, scripts.Number(pool["blockSize"], "addressing.pools"), subject)
                {
                    ForPods = pool["forPods"] is not false,
                }
            );
        }

        return pools;
    }

    private static string Text(ScriptObject pool, string field) => pool[field] as string ?? "";
}
