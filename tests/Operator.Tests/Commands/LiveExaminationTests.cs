using CniOperator.Commands;
using CniOperator.Commands.Live;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Sandbox.Faults;
using k8s;

namespace CniOperator.Operator.Tests.Commands;

public sealed class LiveExaminationTests
{
    private const string Network = """
        apiVersion: cni-operator.io/v1alpha1
        kind: ClusterNetwork
        metadata: {name: default}
        spec:
          provider: flannel
          podNetwork: {cidrs: [10.244.0.0/16]}
        """;

    [Fact]
    public async Task A_good_file_has_no_errors_and_nothing_is_written()
    {
        await using var lab = await Lab.StartAsync(run: false);
        Assert.Equal(["cluster/untried"], await RulesAsync(lab, Network));
        Assert.Null(lab.State.Get(Lab.Networks, null, "default"));
        Assert.Null(lab.State.Get(Lab.Namespaces, null, "kube-flannel"));
    }

    [Fact]
    public async Task What_runs_already_is_compared_field_by_field()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, json =>
        {
            if (json["kind"]!.ToString() == "ConfigMap")
                json["data"]!["net-conf.json"] = """{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan","VNI":42,"Port":4789}}""";
        });
        var found = (await RemarksAsync(lab, Network)).Where(r => r.Finding.Rule.Id == "takeover/network").ToList();
        Assert.Equal(2, found.Count);
        Assert.All(found, r => Assert.True(r.Blocks));
        Assert.Contains(
            "VXLAN's VNI is 42 in the network that runs, and would become 1",
            found[0].Finding.Message,
            StringComparison.Ordinal
        );
        var accepted = await RemarksAsync(lab, Network + "\n  acknowledge: [takeover/network]");
        Assert.DoesNotContain(accepted, r => r.Blocks);
    }

    [Fact]
    public async Task An_older_ClusterNetwork_is_named()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Create("older");
        Assert.Contains("cluster/superseded", await RulesAsync(lab, Network));
    }

    [Fact]
    public async Task A_webhook_that_denies_one_object_is_heard_before_anything_is_applied()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Cluster.Faults.Add(
            new FaultRule(new DenyByWebhook("policy.example.com", "no DaemonSets here"))
            {
                Verb = "apply",
                Resource = "daemonsets",
                Times = null,
            }
        );
        var remark = Assert.Single(await RemarksAsync(lab, Network)).Finding;
        Assert.Equal("cluster/refused", remark.Rule.Id);
        Assert.Contains("no DaemonSets here", remark.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kube-proxy", 200, "calico/bpf-kube-proxy-seen")]
    [InlineData("other", 200, null)]
    [InlineData("kube-proxy", 403, null)]
    public async Task What_an_addon_looks_up_is_asked_for_and_need_not_be_allowed(string name, int answer, string? rule)
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.State.Create(Lab.DaemonSets, KubeProxyTests.DaemonSet(name), "test");
        if (answer != 200)
            lab.Cluster.Faults.Add(
                new FaultRule(new AnswerStatus(answer))
                {
                    Verb = "get",
                    Resource = "daemonsets",
                    Times = null,
                }
            );
        const string Ebpf = """
            apiVersion: cni-operator.io/v1alpha1
            kind: ClusterNetwork
            metadata: {name: default}
            spec:
              provider: calico
              podNetwork: {cidrs: [10.244.0.0/16]}
              calico: {dataplane: BPF, bpf: {kubeProxy: Absent}, encapsulation: VXLAN, kubeAPI: {host: 192.0.2.1}}
            """;

        Assert.Equal(
            rule is null ? [] : [rule],
            (await RulesAsync(lab, Ebpf)).Where(r => r.StartsWith("calico/", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_Secret_that_the_cluster_lacks_is_an_error_and_a_CRD_that_it_lacks_is_too()
    {
        await using var lab = await Lab.StartAsync(withCrd: false, run: false);
        var ipsec = Network + "\n  flannel: {backend: {type: ipsec, pskSecretRef: {name: flannel-ipsec, key: psk}}}\n";
        var rules = await RulesAsync(lab, ipsec);
        Assert.Contains("render/secret", rules);
        Assert.Contains("cluster/crd", rules);
    }

    [Fact]
    public async Task Nodes_and_the_clusters_networks_are_compared_with_the_file()
    {
        await using var lab = await Lab.StartAsync(run: false);
        var outside = (await RemarksAsync(lab, Network.Replace("10.244.0.0/16", "10.96.0.0/16", StringComparison.Ordinal))).ToLookup(
            r => r.Finding.Rule.Id,
            r => r.Finding
        );
        Assert.Equal(["Node node-1", "Node node-2", "Node node-3"], outside["addresses/node-outside"].Select(f => f.Subject.ToString()));
        Assert.Contains(
            "ServiceCIDR kubernetes",
            Assert.Single(outside["addresses/cluster-services-overlap"]).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_change_is_judged_against_what_was_applied_last()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        Assert.Contains(
            "addresses/changed-network",
            await RulesAsync(lab, Network.Replace("10.244.0.0/16", "10.50.0.0/16", StringComparison.Ordinal))
        );
        Assert.DoesNotContain("addresses/changed-network", await RulesAsync(lab, Network));
    }

    [Fact]
    public async Task What_may_not_be_read_is_named_and_the_rest_is_examined()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Cluster.Faults.Add(
            new FaultRule(new AnswerStatus(403, Message: "nodes is forbidden"))
            {
                Verb = "list",
                Resource = "nodes",
                Times = null,
            }
        );
        var remarks = await RemarksAsync(lab, Network);
        Assert.Contains(
            "nodes is forbidden",
            Assert.Single(remarks, r => r.Finding.Rule.Id == "cluster/unread").Finding.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(remarks, r => r.Blocks);
    }

    [Fact]
    public async Task An_account_that_may_read_neither_Namespaces_nor_Secrets_gets_everything_else_examined()
    {
        await using var lab = await Lab.StartAsync(run: false);
        foreach (var resource in new[] { "namespaces", "secrets" })
            lab.Cluster.Faults.Add(
                new FaultRule(new AnswerStatus(403, Message: $"{resource} is forbidden"))
                {
                    Verb = "get",
                    Resource = resource,
                    Times = null,
                }
            );
        var remarks = await RemarksAsync(lab, Network + "\n  flannel: {backend: {type: ipsec, pskSecretRef: {name: s, key: k}}}");
        Assert.Contains(
            "secrets is forbidden",
            Assert.Single(remarks, r => r.Finding.Rule.Id == "cluster/unread").Finding.Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<IEnumerable<string>> RulesAsync(Lab lab, string text) =>
        (await RemarksAsync(lab, text)).Select(r => r.Finding.Rule.Id);

    private static async Task<IReadOnlyList<Remark>> RemarksAsync(Lab lab, string text)
    {
        var client = ClusterConnection.CreateClient(new KubernetesClientConfiguration { Host = lab.Cluster.Url.ToString() }, "test");
        var none = new Dictionary<SecretKeyReference, string>();
        return (
            await new LiveExamination(client, AddonCatalog.BuiltIn).RunAsync(new InputFile("f.yaml", text), none, CancellationToken.None)
        ).Remarks;
    }
}
