using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// Weave Net's two start scripts: the one that installs plugin and CNI file, and the one that runs the router. What they demand and say is
/// theirs (rajch/weave v2.9.0, prog/weave-kube and net/bridge.go).
/// </summary>
internal sealed class WeaveDataplane : ISimulatedDataplane
{
    private const string DefaultRange = "10.32.0.0/12";
    private const string CniFile = "/etc/cni/net.d/10-weave.conflist";
    private const string Database = "/var/lib/weave/weave-netdata.db";

    // What a restart of the node clears: the bridge's type, and the tools whose rules hold the ipset.
    private const string Bridge = "/run/sandbox/weave/bridge";
    private const string Rules = "/run/sandbox/weave/iptables";

    public string PluginType => "weave-net";

    /// <summary>The range that a router on this node allocates from; null when the runtime uses another network, or before.</summary>
    public static string? Range(NodeDisk disk) =>
        disk.CniPlugin == "weave-net" && disk.Files.GetValueOrDefault(Database) is { Length: > 0 } range ? range : null;

    public bool Runs(string imageName, JsonObject container) => imageName == "weave-kube";

    public string? AddFailure(NodeDisk disk, ClusterView view) =>
        disk.Files.GetValueOrDefault(Database) is { Length: > 0 }
            ? null
            : "plugin type=\"weave-net\" name=\"weave\" failed (add): unable to allocate IP address: "
                + "Post \"http://127.0.0.1:6784/ip/\": dial tcp 127.0.0.1:6784: connect: connection refused";

    public ProcessStart Start(ProcessContext context)
    {
        if (context.CommandLine.Any(w => w.Contains("/home/weave/init.sh", StringComparison.Ordinal)))
            return Install(context) with { ExitCode = 0 };
        var installed = context.Variable("INIT_CONTAINER") == "true" ? null : Install(context).Disk;
        if (context.Variable("KUBE_PEERS") is null && !Allows(context, "list", "nodes", null))
            return Fails("Failed to get peers\n");
        var range = context.Variable("IPALLOC_RANGE") ?? DefaultRange;
        if (!IPNetwork.TryParse(range, out var network) || network.BaseAddress.AddressFamily != AddressFamily.InterNetwork)
            return Fails($"Invalid --ipalloc-range value: invalid CIDR address: {range}\n");
        if (Addresses(context).FirstOrDefault(network.Contains) is { } own)
            return Fails($"Network {range} overlaps with existing route {Route(own)} on host\n");
        var disk = installed ?? context.Disk;
        return Uncounted(context, disk) ?? OverOthers(context, disk) ?? Up(context, disk, range);
    }

    // The cluster's id is the uid of a ConfigMap that a pod makes only after its first, failed start, when it finds its own database.
    private static ProcessStart? Uncounted(ProcessContext context, NodeDisk disk) =>
        context.View.Get(Kinds.ConfigMaps, "kube-system", "weave-net") is not null || disk.Files.ContainsKey(Database)
            ? null
            : Fails("Unable to fetch ConfigMap kube-system/weave-net to infer unique cluster ID\n") with
            {
                Disk = disk with { Files = disk.Files.SetItem(Database, "") },
            };

    // What another start left on the node keeps a router from starting that wants it otherwise.
    private static ProcessStart? OverOthers(ProcessContext context, NodeDisk disk)
    {
        if (disk.Files.GetValueOrDefault(Bridge) is { } existing && existing != WantedBridge(context, existing))
            return Fails(
                $"Existing bridge type \"{existing}\" is different than requested \"{WantedBridge(context, existing)}\". Please do 'weave reset' and try again\n"
            );
        return disk.Files.GetValueOrDefault(Rules) is { } tools && tools != Tools(context)
            ? Fails("ipset v7.22: Set cannot be created: set with the same name already exists\n")
            : null;
    }

    // A start command may hold on to the bridge that is there.
    private static string WantedBridge(ProcessContext context, string? existing) =>
        existing is not null && context.CommandLine.Any(w => w.Contains("/sys/class/net/datapath", StringComparison.Ordinal)) ? existing
        : context.Variable("WEAVE_NO_FASTDP") is null ? "bridged_fastdp"
        : "bridge";

    private static string Tools(ProcessContext context) => context.Variable("IPTABLES_BACKEND") ?? "legacy";

    /// <summary>The file is written only where there is none, so a later hairpin mode changes nothing.</summary>
    private static ProcessStart Install(ProcessContext context)
    {
        var target = (context.Variable("HOST_ROOT") ?? "/host") + CniFile;
        if (MountedFiles.HostPath(context.Pod, context.Container, target) != CniFile)
            return new ProcessStart();
        var hairpin = context.Variable("HAIRPIN_MODE") ?? "true";
        var name = Path.GetFileName(CniFile);
        var content = $$"""
            {"name":"weave","cniVersion":"1.0.0","disableCheck":true,"plugins":[
             {"type":"weave-net","name":"weave","hairpinMode":{{hairpin}}},{"type":"portmap","capabilities":{"portMappings":true},"snat":true}]}
            """;
        return new ProcessStart
        {
            Disk = context.Disk.CniFiles.ContainsKey(name)
                ? context.Disk
                : context.Disk with
                {
                    CniFiles = context.Disk.CniFiles.Add(name, content),
                },
        };
    }

    private static ProcessStart Up(ProcessContext context, NodeDisk disk, string range)
    {
        NodeCondition[] conditions = Allows(context, "patch", "nodes", "status")
            ? [new("NetworkUnavailable", "False", "WeaveIsUp", "Weave pod has set this")]
            : [];
        var wanted = WantedBridge(context, disk.Files.GetValueOrDefault(Bridge));
        var bridge = wanted == "bridged_fastdp" && context.MissingModules.Contains("openvswitch") ? "bridge" : wanted;
        return new ProcessStart
        {
            Disk = disk with { Files = disk.Files.SetItem(Database, range).SetItem(Bridge, bridge).SetItem(Rules, Tools(context)) },
            Effect = new NodeEffect("kube-utils", new Dictionary<string, string>(), conditions),
            Serves = new Dictionary<long, IReadOnlySet<string>> { [6784] = new HashSet<string>(StringComparer.Ordinal) { "/status" } },
            Log = $"INFO: Weave Net allocates from {range}\n",
        };
    }

    private static bool Allows(ProcessContext context, string verb, string resource, string? subresource) =>
        !context.Unauthorized
        && Rbac.Allows(
            context.View,
            context.Pod.Namespace() ?? "",
            context.Pod.Text("spec", "serviceAccountName") ?? "default",
            verb,
            "",
            resource,
            subresource,
            null
        );

    private static IEnumerable<IPAddress> Addresses(ProcessContext context) =>
        context
            .Node.Items("status", "addresses")
            .Select(a => IPAddress.TryParse(a.Text("address"), out var address) ? address : null)
            .OfType<IPAddress>();

    // Nodes' networks are taken for /16, as the embedded cluster hands out their addresses.
    private static IPNetwork Route(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return new IPNetwork(new IPAddress([bytes[0], bytes[1], 0, 0]), 16);
    }

    private static ProcessStart Fails(string log) => new() { ExitCode = 1, Log = log };
}
