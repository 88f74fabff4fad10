using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// The networks whose daemons the sandbox knows. Others are treated generically: a CNI configuration on the node makes it ready.
/// </summary>
internal sealed class SimulatedDataplanes(IReadOnlyList<ISimulatedDataplane> known)
{
    public static readonly SimulatedDataplanes BuiltIn = new([new FlannelDataplane(), new WeaveDataplane(), new CalicoDataplane()]);

    /// <summary>What a container's process does.</summary>
    public ProcessStart Start(ProcessContext context, bool isInit)
    {
        if (CniInstaller.Start(context) is { } installer)
            return isInit || installer.ExitCode != 0 ? installer : installer with { ExitCode = null };
        var image = ImageName(context.Image);
        if (known.FirstOrDefault(d => d.Runs(image, context.Container)) is { } dataplane)
            return dataplane.Start(context);
        return isInit ? new ProcessStart { ExitCode = 0 } : ProcessStart.Forever;
    }

    /// <summary>Why the runtime cannot connect a pod on this node although a configuration is there; null when it can.</summary>
    public string? AddFailure(NodeDisk disk, ClusterView view) =>
        known.FirstOrDefault(d => d.PluginType == disk.CniPlugin)?.AddFailure(disk, view);

    /// <summary>The last path segment of an image reference, without tag and digest.</summary>
    public static string ImageName(string image) => image.Split('@')[0].Split('/')[^1].Split(':')[0];
}
