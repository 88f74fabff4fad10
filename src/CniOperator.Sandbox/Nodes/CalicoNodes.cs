using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// What calico-node does on every node apart from being ready: it gives the node the addresses of its tunnels, when it starts and when a
/// pool changes. As the real one (node/pkg/allocateip), it drops a change that comes while it still works on the one before.
/// </summary>
internal sealed class CalicoNodes : IControlLoop
{
    private const string Prefix = "projectcalico.org/";

    // Longer than an operator takes to repair, shorter than a person does.
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(2);

    private static readonly ResourceName Pools = new("crd.projectcalico.org", "ippools");
    private const string Moved = $"{Prefix}metadata";

    private static readonly ResourceName Configurations = new("crd.projectcalico.org", "felixconfigurations");
    private static readonly string[] Annotations =
    [
        $"{Prefix}IPv4VXLANTunnelAddr",
        $"{Prefix}IPv6VXLANTunnelAddr",
        $"{Prefix}IPv4IPIPTunnelAddr",
    ];

    private readonly Dictionary<string, Daemon> _daemons = new(StringComparer.Ordinal);

    public string Name => "calico-node";

    public bool Cares(ResourceName resource) =>
        resource == Pools || resource == Configurations || resource == Kinds.Pods || resource == Kinds.Nodes;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var node in view.List(Kinds.Nodes))
            if (ContainerOn(view, node.Name()) is { } container)
                Look(node, container, step);
            else
                _daemons.Remove(node.Name());
        if (_daemons.Count > 0 && step.View.Get(Configurations, null, "default") is { } felix)
            MoveLabels(felix, step);
        return step.Build();
    }

    /// <summary>Whether a node has the addresses of the tunnels that the pools of today ask for.</summary>
    public static bool HasTunnels(JsonObject node, ClusterView view) => IsAsWanted(node, Wanted([.. view.List(Pools)]));

    // Its client keeps labels in an annotation, and writes an object that it finds without that once.
    private static void MoveLabels(JsonObject felix, StepBuilder step)
    {
        if (felix.At("metadata", "annotations", Moved) is not null || felix.At("metadata", "labels") is not { } labels)
            return;
        var update = felix.Clone();
        var metadata = update.FillMap("metadata");
        metadata.FillMap("annotations")[Moved] = new JsonObject { ["labels"] = labels.DeepClone() }.ToJsonString();
        metadata.Remove("labels");
        step.Add(new UpdateWrite(Configurations, update));
    }

    private void Look(JsonObject node, string container, StepBuilder step)
    {
        List<JsonObject> pools = [.. step.View.List(Pools)];
        var seen = string.Join(' ', pools.Select(p => $"{p.Uid()}/{p.Text("metadata", "resourceVersion")}"));
        var daemon = _daemons.GetValueOrDefault(node.Name());
        if (daemon?.Container != container || (daemon.Seen != seen && step.Now >= daemon.BusyUntil))
            daemon = new Daemon(container, step.Now + Work, Wanted(pools));
        daemon = daemon with { Seen = seen };

        // What is written is looked at until it is there, and never again: others may change it.
        if (daemon.Pending && IsAsWanted(node, daemon.Wanted))
            daemon = daemon with { Pending = false };
        else if (daemon.Pending)
            step.Add(new UpdateWrite(Kinds.Nodes, Written(node, daemon.Wanted)));
        _daemons[node.Name()] = daemon;
    }

    private static string? ContainerOn(ClusterView view, string node) =>
        view.PodsOn(node)
            .SelectMany(p => p.Items("status", "containerStatuses"))
            .FirstOrDefault(c => c.Text("name") == "calico-node" && c.At("state", "running") is not null)
            ?.Text("containerID");

    private static HashSet<string> Wanted(List<JsonObject> pools)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var spec in pools.Select(p => p.At("spec")).Where(s => !s.Flag("disabled")))
        {
            var family = spec.Text("cidr")?.Contains(':', StringComparison.Ordinal) == true ? "IPv6" : "IPv4";
            if (spec.Text("vxlanMode") is "Always" or "CrossSubnet")
                wanted.Add($"{Prefix}{family}VXLANTunnelAddr");
            if (family == "IPv4" && spec.Text("ipipMode") is "Always" or "CrossSubnet")
                wanted.Add($"{Prefix}IPv4IPIPTunnelAddr");
        }

        return wanted;
    }

    private static bool IsAsWanted(JsonObject node, HashSet<string> wanted) =>
        Annotations.All(a => node.At("metadata", "annotations", a) is not null == wanted.Contains(a));

    private static JsonObject Written(JsonObject node, HashSet<string> wanted)
    {
        var update = node.Clone();
        var annotations = update.FillMap("metadata").FillMap("annotations");
        foreach (var annotation in Annotations)
            if (!wanted.Contains(annotation))
                annotations.Remove(annotation);
            else
                annotations[annotation] ??= "10.0.0.1";
        return update;
    }

    /// <summary>One calico-node that runs.</summary>
    /// <param name="Container">Its container; another one has started again.</param>
    /// <param name="BusyUntil">Until then it sees no change of a pool.</param>
    /// <param name="Wanted">The annotations that its node is to have.</param>
    private sealed record Daemon(string? Container, DateTimeOffset BusyUntil, HashSet<string> Wanted)
    {
        public string Seen { get; init; } = "";

        public bool Pending { get; init; } = true;
    }
}
