using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Asks the descriptor where on nodes the addon writes.</summary>
internal static class CniStage
{
    internal static CniDirectories Run(Addon addon, CompiledAddon scripts, BoundedContext context)
    {
        return new CniDirectories(
            addon.Cni.File,
            Directory("configurationDirectory", addon.Cni.ConfigurationDirectory, CniDirectories.Usual.Configuration),
            Directory("binaryDirectory", addon.Cni.BinaryDirectory, CniDirectories.Usual.Binaries),
            addon.Cni.Setting
        );

        string Directory(string field, string? expression, string usual) =>
            expression is null ? usual
            : scripts.Value(context, $"cni.{field}", expression) is string { Length: > 0 } directory ? directory
            : throw scripts.Wrong($"cni.{field}", "must give a directory");
    }
}
