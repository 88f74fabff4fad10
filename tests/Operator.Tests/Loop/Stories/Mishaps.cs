using System.Text.Json.Nodes;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>What people, machines and other programs do to a cluster that runs flannel.</summary>
internal static class Mishaps
{
    private const string Namespace = "kube-flannel";
    private const string Name = "kube-flannel-ds";

    internal static IReadOnlyList<Mishap> All { get; } =
    [
        new("nothing happens", (_, _) => { }),
        new("the network's pods crash on a node", (lab, n) => Fault(lab, n, NodeFaultKind.Crash)),
        new("the network's image cannot be pulled on a node", (lab, n) => Fault(lab, n, NodeFaultKind.ImagePull)),
        new("the network's pods are never ready on a node", (lab, n) => Fault(lab, n, NodeFaultKind.NeverReady)),
        new("a node's runtime is down", (lab, n) => lab.Cluster.Nodes.Inject(new(NodeFaultKind.NotReady) { Node = Node(lab, n) })),
        new("a machine stops", (lab, n) => lab.Cluster.Nodes.Stop(Node(lab, n))),
        new("a machine is started again", Restart),
        new("a node joins", (lab, _) => lab.Cluster.Nodes.Add()),
        new("a node joins and gets no podCIDR", JoinWithoutShare),
        new("a node is removed", Remove),
        new("the account is deleted", (lab, _) => Delete(lab, "", "serviceaccounts", Namespace, "flannel")),
        new("the binding is deleted", (lab, _) => Delete(lab, "rbac.authorization.k8s.io", "clusterrolebindings", null, "flannel")),
        new("the configuration is deleted", (lab, _) => Delete(lab, "", "configmaps", Namespace, "kube-flannel-cfg")),
        new("the DaemonSet is deleted", (lab, _) => Delete(lab, "apps", "daemonsets", Namespace, Name)),
        new("someone else chooses the nodes", (lab, n) => NodeSelector(lab, Lab.DaemonSets, Namespace, Name, Node(lab, n))),
        new("the spec chooses one node", (lab, n) => Placement(lab, Node(lab, n))),
        new("the spec names directories that no runtime reads", (lab, _) => OtherDirectories(lab)),
        new("the spec becomes invalid", (lab, _) => lab.Edit(c => c["spec"]!["podNetwork"]!["cidrs"]![0] = "10.244.0.1/16")),
        new("the spec encrypts", (lab, _) => lab.Edit(c => c["spec"]!["flannel"] = Lab.Json("""{"backend":{"type":"wireguard"}}"""))),
    ];

    private static string Node(Lab lab, int n) => lab.Cluster.Nodes.Names.ElementAt(n % lab.Cluster.Nodes.Names.Count);

    private static void Fault(Lab lab, int n, NodeFaultKind kind) =>
        lab.Cluster.Nodes.Inject(new NodeFault(kind) { Node = Node(lab, n), Pod = Name });

    // What lay under /run is gone, flannel's subnet.env too.
    private static void Restart(Lab lab, int n)
    {
        lab.Cluster.Nodes.Stop(Node(lab, n));
        lab.Cluster.Nodes.Start(Node(lab, n));
    }

    private static void JoinWithoutShare(Lab lab, int n)
    {
        var name = $"late-{lab.Cluster.Nodes.Names.Count}-{n}";
        lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = name });
        lab.Cluster.Nodes.Add(name);
    }

    private static void Remove(Lab lab, int n)
    {
        if (lab.Cluster.Nodes.Names.Count > 1)
            lab.Cluster.Nodes.Remove(Node(lab, n));
    }

    private static void Delete(Lab lab, string group, string plural, string? ns, string name)
    {
        var resource = new ResourceName(group, plural);
        if (lab.State.Get(resource, ns, name) is not null)
            lab.State.Delete(resource, ns, name);
    }

    private static void NodeSelector(Lab lab, ResourceName resource, string ns, string name, string node)
    {
        if (lab.State.Get(resource, ns, name) is not null)
            lab.Edit(resource, ns, name, d => d["spec"]!["template"]!["spec"]!["nodeSelector"] = Only(node));
    }

    private static void Placement(Lab lab, string node) =>
        lab.Edit(c => c["spec"]!["placement"] = new JsonObject { ["nodeSelector"] = Only(node) });

    private static JsonObject Only(string node) => new() { ["kubernetes.io/hostname"] = node };

    private static void OtherDirectories(Lab lab) =>
        lab.Edit(c => c["spec"]!["flannel"] = Lab.Json("""{"cni":{"confDir":"/opt/elsewhere/net.d","binDir":"/opt/elsewhere/bin"}}"""));
}
