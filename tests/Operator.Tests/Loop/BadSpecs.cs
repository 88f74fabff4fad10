namespace CniOperator.Operator.Tests.Loop;

/// <summary>Specs that cannot work, each with words that must be in the answer.</summary>
internal static class BadSpecs
{
    private const string Pods = "10.244.0.0/16";

    /// <summary>Whole specs.</summary>
    public static TheoryData<string, string> OfNewNetworks { get; } =
        new()
        {
            { """{"provider":"nonsense","podNetwork":{"cidrs":["10.244.0.0/16"]}}""", "nonsense" },
            { """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.1/16"]}}""", "spec.podNetwork.cidrs[0]" },
            { """{"provider":"flannel","version":"v9.9.9","podNetwork":{"cidrs":["10.244.0.0/16"]}}""", "v9.9.9" },
            {
                """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"images":{"overrides":{"flannel":"a b:c"}}}""",
                "spec.images"
            },
            { """{"provider":"flannel","podNetwork":{"cidrs":["fd00:10:244::/56"]},"flannel":{"backend":{"type":"ipsec"}}}""", "IPv6" },
        };

    /// <summary>
    /// A provider, the block of its settings with what is in it, the words, and the pod network. Addons are those of
    /// <see cref="BadAddons"/>.
    /// </summary>
    public static TheoryData<string, string, string, string, string> OfOtherProviders { get; } =
        new()
        {
            { "weave", "weave", "{}", "IPv6", "fd00:10:244::/56" },
            { "calico", "calico", """{"blockSize":19}""", "spec.calico.blockSize", Pods },
            {
                "calico",
                "calico",
                """{"pools":[{"name":"a","cidr":"10.244.0.0/17","blockSize":33}]}""",
                "spec.calico.pools[0].blockSize",
                Pods
            },
            { "calico", "calico", """{"pools":[{"name":"a","cidr":"10.244.0.0/27"}]}""", "smaller than one of its blocks", Pods },
            { "calico", "calico", """{"pools":[{"name":"a","cidr":"10.99.0.0/24"}]}""", "spec.calico.pools[0].cidr", Pods },
            {
                "calico",
                "calico",
                """{"pools":[{"name":"a","cidr":"10.244.0.0/17"},{"name":"b","cidr":"10.244.1.0/24"}]}""",
                "overlap",
                Pods
            },
            { "calico", "calico", """{"bgp":{"peers":[{"name":"a","nodeSelector":"all()"}]}}""", "spec.calico.bgp.peers[0]", Pods },
            { "calico", "calico", """{"dataplane":"BPF","encapsulation":"VXLAN"}""", "spec.calico.kubeAPI.host", Pods },
            { "calico", "calico", """{"wireguard":{"enabledIPv6":true}}""", "spec.calico.wireguard", Pods },
            { "canal", "canal", """{"backend":{"type":"wireguard","mode":"ipv6"}}""", "spec.canal.backend.mode", Pods },
            { "calico", "weave", "{}", "spec.weave", Pods },
            { "calico", "calico", """{"blocksize":24}""", "blocksize", Pods },
            { "tinynet", "parameters", """{"prt":9}""", "spec.parameters.prt", Pods },
            { "thief", "parameters", "{}", "is a workload of addon flannel", Pods },
            { "squatter", "parameters", "{}", "does not own", Pods },
            { "list", "parameters", "{}", "not an object", Pods },
            { "loop", "parameters", "{}", "limit", Pods },
            { "flood", "parameters", "{}", "OutputLimit", Pods },
            { "lacking", "parameters", "{}", "displayName: is missing", Pods },
        };

    internal static string Spec(string provider, string block, string settings, string cidr) =>
        $$"""{"provider":"{{provider}}","podNetwork":{"cidrs":["{{cidr}}"]},"{{block}}":{{settings}} }""";
}
