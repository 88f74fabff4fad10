using CniOperator.Sandbox.Nodes;

namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>Clusters that run flannel.</summary>
internal static class FlannelStories
{
    private const string Namespace = "kube-flannel";
    private const string Name = "kube-flannel-ds";
    private const string Elsewhere = """{"cni":{"confDir":"/opt/elsewhere/net.d","binDir":"/opt/elsewhere/bin"}}""";

    internal static Setting Setting { get; } =
        new(
            // Mostly the usual one: it is what mishaps happen to. The others cannot work everywhere from the start.
            [
                Setting.Spec("flannel"),
                Setting.Spec("flannel"),
                Setting.Spec("flannel", $""","flannel":{Elsewhere}"""),
                Setting.Spec("flannel", ""","flannel":{"cni":{"binDir":"/opt/elsewhere/bin"}}"""),
                Setting.Spec("flannel", ""","placement":{"nodeSelector":{"kubernetes.io/hostname":"node-1"}}"""),
            ],
            [
                .. Mishaps.Any,
                .. Mishaps.OfPods(Name),
                new("a node joins and gets no podCIDR", JoinWithoutShare),
                Mishaps.Deleted("the account", "", "serviceaccounts", Namespace, "flannel"),
                Mishaps.Deleted("the binding", "rbac.authorization.k8s.io", "clusterrolebindings", null, "flannel"),
                Mishaps.Deleted("the configuration", "", "configmaps", Namespace, "kube-flannel-cfg"),
                Mishaps.Deleted("the DaemonSet", "apps", "daemonsets", Namespace, Name),
                Mishaps.Changed("someone else chooses the nodes", "apps", "daemonsets", Namespace, Name, (d, node) =>
                    d["spec"]!["template"]!["spec"]!["nodeSelector"] = Mishaps.Only(node)
                ),
                new("the spec names directories that no runtime reads", (lab, _) => Set(lab, Elsewhere)),
                new("the spec encrypts", (lab, _) => Set(lab, """{"backend":{"type":"wireguard"}}""")),
            ]
        );

    private static void Set(Lab lab, string parameters) => lab.Edit(c => c["spec"]!["flannel"] = Lab.Json(parameters));

    private static void JoinWithoutShare(Lab lab, int n)
    {
        var name = $"late-{lab.Cluster.Nodes.Names.Count}-{n}";
        lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = name });
        lab.Cluster.Nodes.Add(name);
    }
}
