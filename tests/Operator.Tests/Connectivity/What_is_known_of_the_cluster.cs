using CniOperator.Connectivity.Observing;
using CniOperator.Operator.Tests.Loop;

namespace CniOperator.Operator.Tests.Connectivity;

public sealed class What_is_known_of_the_cluster
{
    private const string Ports = """[{"name":"dns","port":53,"protocol":"UDP"},{"name":"dns-tcp","port":53,"protocol":"TCP"}]""";

    [Theory]
    [InlineData("kube-dns", "{}")]
    [InlineData("rke2-coredns", """{"k8s-app":"kube-dns"}""")]
    [InlineData("my-coredns", """{"kubernetes.io/name":"CoreDNS"}""")]
    public void The_cluster_DNS_is_known_by_its_name_or_its_labels(string name, string labels)
    {
        var dns = ClusterDns.Of([
            Lab.Json("""{"metadata":{"name":"metrics-server","labels":{"k8s-app":"metrics-server"}},"spec":{"clusterIP":"10.96.0.3"}}"""),
            Lab.Json(
                $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{{{{labels}}}}},"spec":{"clusterIPs":["10.96.0.10","fd00::a"],"ports":{{{{Ports}}}}}}"""
            ),
        ]);
        Assert.Equal((name, 53), (dns!.Name, dns.Port));
        Assert.Equal(("10.96.0.10", "fd00::a"), (dns.Service.IPv4.ToString(), dns.Service.IPv6.ToString()));
    }

    [Fact]
    public void A_cluster_without_one_has_none() => Assert.Null(ClusterDns.Of([Lab.Json("""{"metadata":{"name":"other"}}""")]));

    [Fact]
    public void Of_several_the_one_named_kube_dns_counts() =>
        Assert.Equal(
            "kube-dns",
            ClusterDns
                .Of([
                    Lab.Json("""{"metadata":{"name":"a","labels":{"k8s-app":"kube-dns"}},"spec":{"clusterIP":"10.0.0.1"}}"""),
                    Lab.Json("""{"metadata":{"name":"kube-dns"},"spec":{"clusterIP":"10.0.0.2"}}"""),
                ])!
                .Name
        );

    [Fact]
    public void Its_pods_are_those_that_are_ready()
    {
        var pods = ClusterDns.PodsOf([
            Lab.Json(
                """
                {"ports":[{"name":"metrics","port":9153,"protocol":"TCP"},{"name":"dns","port":1053,"protocol":"UDP"}],
                 "endpoints":[{"addresses":["10.244.1.9"],"conditions":{"ready":true}},{"addresses":["10.244.1.8"],"conditions":{"ready":false}},{"addresses":["10.244.1.7"]}]}
                """
            ),
            Lab.Json("""{"endpoints":[{"addresses":["fd00::9"]},{"addresses":["no address"]},{}]}"""),
        ]);
        Assert.Equal(["10.244.1.7:1053", "10.244.1.9:1053", "fd00::9:53"], pods.Select(p => $"{p.Address}:{p.Port}"));
    }

    [Theory]
    [InlineData(null, "cluster.local")]
    [InlineData("", "cluster.local")]
    [InlineData(".:53 {\n    kubernetes example.org in-addr.arpa ip6.arpa {\n pods insecure\n}\n}", "example.org")]
    [InlineData(".:53 {\n\tkubernetes\tin-addr.arpa corp.example. {\n}}", "corp.example")]
    [InlineData(".:53 {\n    kubernetes in-addr.arpa {\n}}", "cluster.local")]
    [InlineData("# kubernetes x.y\n  forward . /etc/resolv.conf", "cluster.local")]
    [InlineData(".:53 {\n  kubernetes {$DOMAIN} {\n}}", "cluster.local")]
    public void The_name_that_is_asked_is_in_the_domain_that_CoreDNS_serves(string? corefile, string domain) =>
        Assert.Equal($"kubernetes.default.svc.{domain}", ClusterDns.NameIn(corefile));

    [Fact]
    public void Policies_of_others_count_when_they_select_canaries()
    {
        string[] policies =
        [
            """{"metadata":{"name":"all","namespace":"cni-operator-system"},"spec":{"podSelector":{}}}""",
            """{"metadata":{"name":"ours","namespace":"cni-operator-system","labels":{"cni-operator.io/addon":"health-agents"}},"spec":{"podSelector":{}}}""",
            """{"metadata":{"name":"app","namespace":"cni-operator-system"},"spec":{"podSelector":{"matchLabels":{"app":"x"}}}}""",
            """{"metadata":{"name":"echo","namespace":"cni-operator-system"},"spec":{"podSelector":{"matchLabels":{"cni-operator.io/agent":"echo"}}}}""",
            """{"metadata":{"name":"not","namespace":"cni-operator-system"},"spec":{"podSelector":{"matchExpressions":[{"key":"app","operator":"NotIn","values":["y"]}]}}}""",
        ];
        var labels = """{"cni-operator.io/agent":"canary","app":"x"}""";
        Assert.Equal(
            ["cni-operator-system/all", "cni-operator-system/app", "cni-operator-system/not"],
            ForeignPolicies.Of(policies.Select(Lab.Json), labels)
        );
        Assert.Equal(["cni-operator-system/all", "cni-operator-system/not"], ForeignPolicies.Of(policies.Select(Lab.Json), ""));
    }
}
