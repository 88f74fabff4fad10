using System.Text.Json.Nodes;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>What people, machines and other programs do to a cluster, whatever its network.</summary>
internal static class Mishaps
{
    internal static IReadOnlyList<Mishap> Any { get; } =
    [
        new("nothing happens", (_, _) => { }),
        new("a node's runtime is down", (lab, n) => lab.Cluster.Nodes.Inject(new(NodeFaultKind.NotReady) { Node = Node(lab, n) })),
        new("a machine stops", (lab, n) => lab.Cluster.Nodes.Stop(Node(lab, n))),
        new("a machine is started again", Restart),
        new("a node joins", (lab, _) => lab.Cluster.Nodes.Add()),
        new("a node is removed", Remove),
        new("the spec chooses one node", (lab, n) => Placement(lab, Node(lab, n))),
        new("the spec becomes invalid", (lab, _) => lab.Edit(c => c["spec"]!["podNetwork"]!["cidrs"]![0] = "10.244.0.1/16")),
    ];

    /// <summary>What goes wrong with the pods of a workload on one node.</summary>
    internal static IEnumerable<Mishap> OfPods(string name) =>
        [
            new("the network's pods crash on a node", (lab, n) => Fault(lab, n, name, NodeFaultKind.Crash)),
            new("the network's image cannot be pulled on a node", (lab, n) => Fault(lab, n, name, NodeFaultKind.ImagePull)),
            new("the network's pods are never ready on a node", (lab, n) => Fault(lab, n, name, NodeFaultKind.NeverReady)),
        ];

    /// <summary>The node that a number stands for.</summary>
    internal static string Node(Lab lab, int n) => lab.Cluster.Nodes.Names.ElementAt(n % lab.Cluster.Nodes.Names.Count);

    /// <summary>Deletes an object, if it is there.</summary>
    internal static Mishap Deleted(string what, string group, string plural, string? ns, string name) =>
        new($"{what} is deleted", (lab, _) =>
        {
            var resource = new ResourceName(group, plural);
            if (lab.State.Get(resource, ns, name) is not null)
                lab.State.Delete(resource, ns, name);
        });

    /// <summary>Changes an object, if it is there.</summary>
    internal static Mishap Changed(string what, string group, string plural, string? ns, string name, Action<JsonObject, string> change) =>
        new(what, (lab, n) =>
        {
            var resource = new ResourceName(group, plural);
            if (lab.State.Get(resource, ns, name) is not null)
                lab.Edit(resource, ns, name, o => change(o, Node(lab, n)));
        });

    /// <summary>A selector of one node alone.</summary>
    internal static JsonObject Only(string node) => new() { ["kubernetes.io/hostname"] = node };

    private static void Fault(Lab lab, int n, string pod, NodeFaultKind kind) =>
        lab.Cluster.Nodes.Inject(new NodeFault(kind) { Node = Node(lab, n), Pod = pod });

    // What lay under /run is gone, flannel's subnet.env too.
    private static void Restart(Lab lab, int n)
    {
        lab.Cluster.Nodes.Stop(Node(lab, n));
        lab.Cluster.Nodes.Start(Node(lab, n));
    }

    private static void Remove(Lab lab, int n)
    {
        if (lab.Cluster.Nodes.Names.Count > 1)
            lab.Cluster.Nodes.Remove(Node(lab, n));
    }

    private static void Placement(Lab lab, string node) =>
        lab.Edit(c => c["spec"]!["placement"] = new JsonObject { ["nodeSelector"] = Only(node) });
}
