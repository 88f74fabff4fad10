using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.AddressPlan.Selectors;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Asks the descriptor how the addon hands out addresses. Whether its pools make sense is for the address plan's rules.</summary>
internal static class AddressingStage
{
    internal static AddonAddressing Run(Addon addon, CompiledAddon scripts, BoundedContext context)
    {
        var source = addon.Addressing;
        var (stated, pools) = source.Pools is { } list ? ReadPools(scripts.Value(context, "addressing.pools", list), scripts) : ([], []);
        return new AddonAddressing(addon.DisplayName, Holds("fromNodes", source.FromNodes, addon.Capabilities.PodSubnets == "node"))
        {
            Stated = stated,
            Pools = pools,
            ReservedPerNode = source.ReservedPerNode is { } own ? scripts.Number(context, "addressing.reservedPerNode", own) : 0,
            BlocksPerNode = source.BlocksPerNode is { } most ? scripts.Number(context, "addressing.blocksPerNode", most) : 1,
            PoolObjects = source.PoolObjects,
            BorrowsAddresses = Holds("borrows", source.Borrows, usual: false),
            RefusesHostRoutes = Holds("refusesHostRoutes", source.RefusesHostRoutes, usual: false),
            CanWiden = Holds("canWiden", source.CanWiden, usual: true),
        };

        bool Holds(string field, string? expression, bool usual) =>
            expression is null ? usual : scripts.Holds(context, $"addressing.{field}", expression);
    }

    private static (List<StatedNetwork> Stated, List<AddonPool> Pools) ReadPools(object? value, CompiledAddon scripts)
    {
        if (value is not ScriptArray list || list.Any(p => p is not ScriptObject))
            throw scripts.Wrong("addressing.pools", "must give a list of objects");
        var (stated, pools) = (new List<StatedNetwork>(), new List<AddonPool>());
        foreach (var pool in list.OfType<ScriptObject>())
        {
            var (text, subject) = (Text(pool, "cidr"), new FieldSubject(Text(pool, "subject")));
            var reading = CidrText.Read(text);
            stated.Add(new StatedNetwork(subject, text, reading));
            if (!reading.IsNetwork)
                continue;
            var blockSize = scripts.Number(pool["blockSize"], "addressing.pools");
            pools.Add(
                new AddonPool(Text(pool, "name"), reading.Network, blockSize, subject)
                {
                    ForPods = pool["forPods"] is not false,
                    IsAutomatic = pool["automatic"] is not false,

                    // Of one that cannot be read the addon has a rule.
                    Selector = NodeSelector.Parse(Text(pool, "nodeSelector")) ?? NodeSelector.All,
                }
            );
        }

        return (stated, pools);
    }

    private static string Text(ScriptObject pool, string field) => pool[field] as string ?? "";
}
