using System.Text.Json.Nodes;

namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>Clusters that run Calico over VXLAN, whose nodes reach each other only with the addresses of their tunnels.</summary>
internal static class CalicoStories
{
    private const string Group = "crd.projectcalico.org";
    private const string Pool = "default-ipv4-ippool";
    private const string Vxlan = ""","calico":{"encapsulation":"VXLAN","bgp":{"enabled":false}}""";

    internal static Setting Setting { get; } =
        new(
            [Setting.Spec("calico", Vxlan), Setting.Spec("calico", Vxlan), Setting.Spec("canal")],
            [
                .. Mishaps.Any,
                .. Mishaps.OfPods("calico-node"),
                Mishaps.Deleted("the pool", Group, "ippools", null, Pool),
                Mishaps.Changed("the pool's encapsulation is changed", Group, "ippools", null, Pool, (p, _) => Encapsulate(p)),
                Mishaps.Changed("the pool is disabled", Group, "ippools", null, Pool, (p, _) => p["spec"]!["disabled"] = true),
                Mishaps.Deleted("Felix's configuration", Group, "felixconfigurations", null, "default"),
                Mishaps.Deleted("the account", "", "serviceaccounts", "kube-system", "calico-node"),
                Mishaps.Deleted("the plugin's account", "", "serviceaccounts", "kube-system", "calico-cni-plugin"),
                Mishaps.Deleted("the configuration", "", "configmaps", "kube-system", "calico-config"),
                Mishaps.Deleted("the DaemonSet", "apps", "daemonsets", "kube-system", "calico-node"),
                new("a node loses its tunnel's address", LoseAddress),
            ]
        );

    private static void Encapsulate(JsonObject pool) =>
        (pool["spec"]!["ipipMode"], pool["spec"]!["vxlanMode"]) = ((JsonNode)"Always", (JsonNode)"Never");

    private static void LoseAddress(Lab lab, int n) =>
        lab.Edit(new("", "nodes"), null, Mishaps.Node(lab, n), node =>
            (node["metadata"]!["annotations"] as JsonObject)?.Remove("projectcalico.org/IPv4VXLANTunnelAddr")
        );
}
