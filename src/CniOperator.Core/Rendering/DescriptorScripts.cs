using CniOperator.Core.Catalog;

namespace CniOperator.Core.Rendering;

/// <summary>Lists the scripts inside a descriptor, each with its field.</summary>
internal static class DescriptorScripts
{
    internal static IEnumerable<(string Path, string Text)> Expressions(Addon addon)
    {
        var all = new List<(string, string?)>
        {
            ("capabilities.networkPolicy", addon.Capabilities.NetworkPolicy),
            ("capabilities.encryption", addon.Capabilities.Encryption),
            ("cni.configurationDirectory", addon.Cni.ConfigurationDirectory),
            ("cni.binaryDirectory", addon.Cni.BinaryDirectory),
            ("addressing.fromNodes", addon.Addressing.FromNodes),
            ("addressing.reservedPerNode", addon.Addressing.ReservedPerNode),
            ("addressing.borrows", addon.Addressing.Borrows),
            ("addressing.refusesHostRoutes", addon.Addressing.RefusesHostRoutes),
            ("addressing.canWiden", addon.Addressing.CanWiden),
            ("addressing.blocksPerNode", addon.Addressing.BlocksPerNode),
            ("addressing.pools", addon.Addressing.Pools),
            ("backends.select", addon.Backends.Select),
        };
        all.AddRange(addon.Values.Select(v => ($"values.{v.Key}", (string?)v.Value)));
        all.AddRange(addon.Workloads.Select((w, i) => ($"workloads[{i}].when", w.When)));
        all.AddRange(addon.Secrets.Select((s, i) => ($"secrets[{i}].required", (string?)s.Required)));
        all.AddRange(addon.Rules.SelectMany((r, i) => new[] { ($"rules[{i}].each", r.Each), ($"rules[{i}].when", r.When) }));
        all.AddRange(addon.Effects.Select((e, i) => ($"effects[{i}].when", e.When)));
        all.AddRange(OfPorts("ports", addon.Ports));
        for (var b = 0; b < addon.Backends.All.Count; b++)
        {
            all.AddRange(OfPorts($"backends.list[{b}].ports", addon.Backends.All[b].Ports));
            all.AddRange(
                addon.Backends.All[b].Overhead.Extra.Select((e, i) => ($"backends.list[{b}].overhead.extra[{i}].when", (string?)e.When))
            );
        }

        return all.Where(e => e.Item2 is not null).Select(e => (e.Item1, e.Item2!));
    }

    internal static IEnumerable<(string Path, string Text)> Texts(Addon addon) =>
        addon.Rules.SelectMany(
            (r, i) => new[] { ($"rules[{i}].subject", r.Subject), ($"rules[{i}].message", r.Message), ($"rules[{i}].fix", r.Fix) }
        );

    private static IEnumerable<(string, string?)> OfPorts(string path, IReadOnlyList<AddonPort> ports) =>
        ports.SelectMany((p, i) => new[] { ($"{path}[{i}].port", p.Port), ($"{path}[{i}].when", p.When) });
}
