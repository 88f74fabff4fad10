using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Lists the ports and protocols that this configuration uses.</summary>
internal static class PortStage
{
    internal static IEnumerable<OpenPort> Run(Addon addon, AddonBackend backend, CompiledAddon scripts, BoundedContext context)
    {
        var backendPath = $"backends.list[{addon.Backends.All.ToList().IndexOf(backend)}].ports";
        return Used(backend.Ports, backendPath, scripts, context).Concat(Used(addon.Ports, "ports", scripts, context));
    }

    private static IEnumerable<OpenPort> Used(IReadOnlyList<AddonPort> ports, string path, CompiledAddon scripts, BoundedContext context)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            if (!scripts.Holds(context, $"{path}[{i}].when", port.When))
                continue;
            var number = port.Port is null ? (int?)null : scripts.Number(context, $"{path}[{i}].port", port.Port);
            yield return new OpenPort(port.Protocol, number, port.Scope, port.Purpose);
        }
    }
}
