using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// Recognises containers that install a CNI configuration, of any network: a command line that names a .conflist or .conf file below a
/// mount of the host's, wherever that is, or an environment that names one next to a mount of /etc/cni/net.d. The runtime reads no other
/// folder.
/// </summary>
internal static class CniInstaller
{
    private const string HostFolder = "/etc/cni/net.d";

    /// <summary>What the installer does, or null when the container is none.</summary>
    public static ProcessStart? Start(ProcessContext context)
    {
        var words = context.CommandLine.ToList();
        var target = words.FindIndex(w => IsConfiguration(w) && HostFile(context, w) is not null);
        if (target >= 0)
            return Copy(
                context,
                words.Take(target).LastOrDefault(w => w.StartsWith('/') && w != words[0]),
                HostFile(context, words[target])!
            );
        if (PluginTarget(context, words) is { } plugin)
            return new ProcessStart
            {
                ExitCode = 0,
                Disk = context.Disk.WithPlugins(Path.GetDirectoryName(plugin) ?? "", [Path.GetFileName(plugin)]),
            };
        var named = context.Container.Items("env").Select(e => e.Text("value")).FirstOrDefault(v => v is not null && IsConfiguration(v));
        return named is not null && MountsFolder(context)
            ? WithPlugins(context, Written(context, $"{HostFolder}/{Path.GetFileName(named)}", Stated(context) ?? Generic(named)))
            : null;
    }

    // An installer that copies one plugin names it last: cp -f /flannel /opt/cni/bin/flannel.
    private static string? PluginTarget(ProcessContext context, List<string> words) =>
        words is ["cp", .., var target] && MountedFiles.HostPath(context.Pod, context.Container, target) is { } path ? path : null;

    // One that brings both the file and its plugins has a mount for those, as Calico's.
    private static ProcessStart WithPlugins(ProcessContext context, ProcessStart written) =>
        MountedFiles.HostPath(context.Pod, context.Container, $"/host{NodeDisk.PluginFolder}") is { } folder
            ? written with
            {
                Disk = written.Disk!.WithPlugins(folder, ["calico", "calico-ipam"]),
            }
            : written;

    private static ProcessStart Copy(ProcessContext context, string? source, string file)
    {
        if (source is null)
            return Written(context, file, Generic(file));
        return context.ReadFile(source) is { } content
            ? Written(context, file, content)
            : new ProcessStart { ExitCode = 1, Log = $"open {source}: no such file or directory\n" };
    }

    private static ProcessStart Written(ProcessContext context, string path, string content)
    {
        var (folder, file) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        return new ProcessStart
        {
            ExitCode = 0,
            Log = $"Wrote {path}\n",
            Disk =
                folder == HostFolder
                    ? context.Disk with
                    {
                        CniFiles = context.Disk.CniFiles.SetItem(file, content),
                    }
                    : context.Disk with
                    {
                        Files = context.Disk.Files.SetItem($"{folder}/{file}", content),
                    },
        };
    }

    private static bool IsConfiguration(string word) =>
        word.EndsWith(".conflist", StringComparison.Ordinal) || word.EndsWith(".conf", StringComparison.Ordinal);

    private static string? HostFile(ProcessContext context, string path) =>
        MountedFiles.HostPath(context.Pod, context.Container, path) is { } host
        && (Path.GetDirectoryName(host) == HostFolder || host.EndsWith(".conflist", StringComparison.Ordinal))
            ? host
            : null;

    private static bool MountsFolder(ProcessContext context) =>
        context
            .Container.Items("volumeMounts")
            .Any(m =>
                m.Text("mountPath") is { } at && MountedFiles.HostPath(context.Pod, context.Container, at.TrimEnd('/')) == HostFolder
            );

    /// <summary>What the variable that Calico's and Canal's installers read holds, with the node's own values in its marks.</summary>
    private static string? Stated(ProcessContext context) =>
        context
            .Variable("CNI_NETWORK_CONFIG")
            ?.Replace("__CNI_MTU__", "1450", StringComparison.Ordinal)
            .Replace("__KUBERNETES_NODE_NAME__", context.Node.Name(), StringComparison.Ordinal);

    /// <summary>An installer that builds its file itself writes something loadable; what exactly is the dataplane's affair.</summary>
    private static string Generic(string file) =>
        $$"""{"name":"{{Path.GetFileNameWithoutExtension(file)}}","cniVersion":"1.0.0","plugins":[{"type":"generic"}]}""";
}
