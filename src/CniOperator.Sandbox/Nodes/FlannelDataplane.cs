using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// flanneld with the Kubernetes subnet manager: what it demands of its flags, environment, rights, configuration and node, in the order in
/// which the daemon checks it, with the daemon's messages (flannel v0.28.9).
/// </summary>
internal sealed class FlannelDataplane : ISimulatedDataplane
{
    private const string SubnetFile = "/run/flannel/subnet.env";

    public string PluginType => "flannel";

    public bool Runs(string imageName, JsonObject container) =>
        imageName == "flannel"
        && !container.Texts("command").Any(w => w.EndsWith("install-conf", StringComparison.Ordinal) || w is "cp" or "netpol");

    public string? AddFailure(NodeDisk disk, ClusterView view) =>
        disk.Files.ContainsKey(SubnetFile)
            ? null
            : "plugin type=\"flannel\" failed (add): failed to load flannel 'subnet.env' file: open /run/flannel/subnet.env: no such file or directory. "
                + "Check the flannel pod log for this node.";

    public ProcessStart Start(ProcessContext context)
    {
        var flags = FlannelFlags.Of(context.Container);
        if (flags.Unknown is { } unknown)
            return new ProcessStart
            {
                ExitCode = 2,
                Log = $"flag provided but not defined: -{unknown}\nUsage: /opt/bin/flanneld [OPTION]...\n",
            };
        try
        {
            return Serve(context, flags);
        }
        catch (FlannelFailure e)
        {
            return new ProcessStart { ExitCode = 1, Log = Line(context, 'E', e.Message) };
        }
    }

    private static ProcessStart Serve(ProcessContext context, FlannelFlags flags)
    {
        if (!flags.Is("kube-subnet-mgr"))
            return Waits(
                context,
                flags,
                "Couldn't fetch network config: client: etcd cluster is unavailable or misconfigured; error #0: dial tcp 127.0.0.1:2379: connect: connection refused"
            );
        CheckIdentity(context);
        var path = flags.Get("net-config-path", "/etc/kube-flannel/net-conf.json");
        var config = FlannelConfig.Parse(
            context.ReadFile(path)
                ?? throw new FlannelFailure(
                    $"Failed to create SubnetManager: failed to read net conf: open {path}: no such file or directory"
                )
        );
        if (config.Backend != "alloc" && Denied(context, ["list", "watch"], "nodes") is { } denied)
            return Waits(context, flags, $"failed to list *v1.Node: {denied}");
        config.CheckBackend();
        CheckLease(context, config);
        if (Denied(context, ["patch"], "nodes", "status") is { } unpatchable)
            throw new FlannelFailure($"Error registering network: failed to acquire lease: {unpatchable}");
        return Up(context, flags, config);
    }

    private static void CheckIdentity(ProcessContext context)
    {
        if (context.HasEnv("NODE_NAME"))
            return;
        if (!context.HasEnv("POD_NAME") || !context.HasEnv("POD_NAMESPACE"))
            throw new FlannelFailure("Failed to create SubnetManager: env variables POD_NAME and POD_NAMESPACE must be set");
        if (Denied(context, ["get"], "pods", name: context.Pod.Name(), ns: context.Pod.Namespace()) is { } denied)
            throw new FlannelFailure(
                $"Failed to create SubnetManager: error retrieving pod spec for '{context.Pod.Namespace()}/{context.Pod.Name()}': {denied}"
            );
    }

    private static void CheckLease(ProcessContext context, FlannelConfig config)
    {
        const string Prefix = "Error registering network: failed to acquire lease: ";
        var node = context.Node.Name();
        var ranges = Ranges(context.Node).ToList();
        if (ranges.Count == 0)
            throw new FlannelFailure($"{Prefix}node \"{node}\" pod cidr not assigned");
        var v4 = ranges.FirstOrDefault(r => r.BaseAddress.AddressFamily == AddressFamily.InterNetwork);
        if (config.EnableIPv4 && v4 != default && !Contains(config.Network, v4))
            throw new FlannelFailure(
                $"{Prefix}subnet \"{config.Network?.ToString() ?? "0.0.0.0/0"}\" specified in the flannel net config doesn't contain \"{v4}\" PodCIDR of the \"{node}\" node"
            );
        var v6 = ranges.FirstOrDefault(r => r.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6);
        if (v6 == default)
            return;
        if (config.IPv6Network is null)
            throw new FlannelFailure(
                $"{Prefix}subnet \"{v6}\" specified in the PodCIDR, but doesn't exist in the flannel net config of the \"{node}\" node"
            );
        if (!Contains(config.IPv6Network, v6))
            throw new FlannelFailure(
                $"{Prefix}subnet \"{config.IPv6Network}\" specified in the flannel net config doesn't contain \"{v6}\" IPv6 PodCIDR of the \"{node}\" node"
            );
    }

    private static ProcessStart Up(ProcessContext context, FlannelFlags flags, FlannelConfig config)
    {
        var file = MountedFiles.HostPath(context.Pod, context.Container, flags.Get("subnet-file", SubnetFile));
        var prefix = flags.Get("kube-annotation-prefix", "flannel.alpha.coreos.com");
        NodeCondition[] conditions = flags.Is("set-node-network-unavailable", true)
            ? [new("NetworkUnavailable", "False", "FlannelIsUp", "Flannel is running on this node")]
            : [];
        return new ProcessStart
        {
            Serves = Served(context, flags, ready: true),
            // Without a mount of the host's /run/flannel the file stays in the container, where the plugin cannot see it.
            Disk = file is null
                ? null
                : context.Disk with
                {
                    Files = context.Disk.Files.SetItem(file, SubnetEnv(context.Node, config, flags)),
                },
            Effect = new NodeEffect("flanneld", FlannelAnnotations.Of(context.Node, config, prefix), conditions),
            Log =
                Line(context, 'I', $"Found network config - Backend type: {config.Backend}")
                + Line(context, 'I', $"Wrote subnet file to {SubnetFile}")
                + Line(context, 'I', "Running backend."),
        };
    }

    private static string SubnetEnv(JsonObject node, FlannelConfig config, FlannelFlags flags)
    {
        var v4 = Ranges(node).FirstOrDefault(r => r.BaseAddress.AddressFamily == AddressFamily.InterNetwork);
        return $"FLANNEL_NETWORK={config.Network}\nFLANNEL_SUBNET={v4}\nFLANNEL_MTU=1450\nFLANNEL_IPMASQ={(flags.Is("ip-masq") ? "true" : "false")}\n";
    }

    private static ProcessStart Waits(ProcessContext context, FlannelFlags flags, string reason) =>
        new() { Serves = Served(context, flags, ready: false), Log = Line(context, 'E', reason) };

    private static Dictionary<long, IReadOnlySet<string>> Served(ProcessContext context, FlannelFlags flags, bool ready)
    {
        var port = flags.Number("healthz-port", 0);
        if (port <= 0)
            return [];
        var paths = new HashSet<string>(StringComparer.Ordinal) { "/healthz" };
        if (ready && HasReadyz(context.Image))
            paths.Add("/readyz");
        return new() { [port] = paths };
    }

    /// <summary>/readyz came with v0.28.9; an image without a readable tag is taken for a new one.</summary>
    private static bool HasReadyz(string image)
    {
        var tag = image.Split('@')[0].Split(':')[^1].TrimStart('v').Split('-')[0];
        return !Version.TryParse(tag, out var version) || version >= new Version(0, 28, 9);
    }

    private static string? Denied(
        ProcessContext context,
        string[] verbs,
        string resource,
        string? subresource = null,
        string? name = null,
        string? ns = null
    )
    {
        var account = context.Pod.Text("spec", "serviceAccountName") ?? "default";
        var verb = verbs.FirstOrDefault(v =>
            !Rbac.Allows(context.View, context.Pod.Namespace() ?? "", account, v, "", resource, subresource, ns)
        );
        if (context.Unauthorized)
            return "Unauthorized";
        if (verb is null)
            return null;
        var target = subresource is null ? resource : $"{resource}/{subresource}";
        var scope = ns is null ? "at the cluster scope" : $"in the namespace \"{ns}\"";
        var subject =
            name is not null ? $"{resource} \"{name}\""
            : verb == "patch" ? $"{resource} \"{context.Node.Name()}\""
            : resource;
        return $"{subject} is forbidden: User \"system:serviceaccount:{context.Pod.Namespace()}:{account}\" cannot {verb} resource \"{target}\" in API group \"\" {scope}";
    }

    private static IEnumerable<IPNetwork> Ranges(JsonObject node) =>
        node.Texts("spec", "podCIDRs")
            .DefaultIfEmpty(node.Text("spec", "podCIDR") ?? "")
            .Where(t => IPNetwork.TryParse(t, out _))
            .Select(t => IPNetwork.Parse(t));

    private static bool Contains(IPNetwork? outer, IPNetwork inner) =>
        outer is { } network && network.PrefixLength <= inner.PrefixLength && network.Contains(inner.BaseAddress);

    private static string Line(ProcessContext context, char level, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{level}{context.Now.UtcDateTime:MMdd HH:mm:ss.ffffff}       1 main.go] {text}\n");
}
