using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Commands.Live;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Operator.Tests.Webhooks;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Webhooks.Admission;
using k8s;

namespace CniOperator.Operator.Tests.Entrances;

/// <summary>
/// A ClusterNetwork in a cluster of three nodes: the operator's status, <c>validate --kubeconfig</c>, <c>plan</c> and the webhook say the
/// same of it.
/// </summary>
public sealed class Every_entrance_finds_the_same_in_a_cluster : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("entrances-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("typha on few nodes", "calico/typha-replicas")]
    [InlineData("weave.yaml", "weave/legacy")]
    [InlineData("flannel.yaml", null)]
    [InlineData("room for four nodes", "addresses/node-outside")]
    [InlineData("Services in the pod network", "addresses/services-overlap")]
    [InlineData("IPv6 shares too deep", "addresses/share-too-deep")]
    [InlineData("more nodes than fit, says the annotation", "addresses/autoscaler-limit")]
    [InlineData("an acknowledgement of nothing", "acknowledge/unknown-rule")]
    [InlineData("bad 0", "render/unknown-provider")]
    [InlineData("bad 1", "addresses/host-bits")]
    public async Task When_it_is_new(string name, string? rule)
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        var text = Inputs.Texts[name];
        lab.Lab.CreateFrom(text);
        await AssertAlikeAsync(lab, text, rule, old: null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_another_dataplane_is_there(bool runs)
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        var text = Inputs.OfSpec("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}}""");
        if (runs)
        {
            lab.Lab.CreateFrom(text);
            await lab.Lab.ReadyAsync();
        }

        lab.Lab.State.Create(Lab.DaemonSets, KubeProxyTests.DaemonSet("weave-net"), "kubectl");
        if (!runs)
            lab.Lab.CreateFrom(text);
        await lab.Lab.UntilAsync(() => lab.Lab.Condition("SoleDataplane") == "False", "found");
        var old = runs ? lab.Lab.State.Get(Lab.Networks, null, "default") : null;
        if (runs)
            lab.Lab.Edit(n => n["spec"]!["rollout"] = new JsonObject { ["progressDeadlineSeconds"] = 700 });
        await AssertAlikeAsync(lab, text, "coexistence/second-dataplane", old);
    }

    [Fact]
    public async Task When_a_pool_of_a_running_network_gets_other_blocks()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        lab.Lab.CreateFrom(Pools(26));
        await lab.Lab.ReadyAsync();
        var old = lab.Lab.State.Get(Lab.Networks, null, "default")!;
        lab.Lab.Edit(n => n["spec"]!["calico"]!["pools"]![0]!["blockSize"] = 27);
        await AssertAlikeAsync(lab, Pools(27), "addresses/changed-pool", old);
    }

    [Fact]
    public async Task When_the_pod_network_moves_under_running_nodes()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        lab.Lab.Create();
        await lab.Lab.ReadyAsync();
        var old = lab.Lab.State.Get(Lab.Networks, null, "default")!;
        lab.Lab.Edit(n => n["spec"]!["podNetwork"]!["cidrs"] = new JsonArray("10.50.0.0/16"));
        var text = Inputs.OfSpec("""{"provider":"flannel","podNetwork":{"cidrs":["10.50.0.0/16"]}}""");
        await AssertAlikeAsync(lab, text, "addresses/changed-network", old);
    }

    private static string Pools(int blockSize) =>
        Inputs.OfSpec(
            $$$"""{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]},"calico":{"pools":[{"name":"a","cidr":"10.244.0.0/16","blockSize":{{{blockSize}}}}]}}"""
        );

    private async Task AssertAlikeAsync(WebhookLab lab, string text, string? rule, JsonObject? old)
    {
        var generation = lab.Lab.State.Get(Lab.Networks, null, "default").Number(0, "metadata", "generation");
        await lab.Lab.UntilAsync(
            () => lab.Lab.State.Get(Lab.Networks, null, "default").Number(-1, "status", "observedGeneration") == generation,
            "judged"
        );
        var findings = await ValidatedAsync(lab.Lab, text);
        if (rule is not null)
            Assert.Contains(rule, findings.Select(f => f.Rule.Id));
        var expected = Said.Sorted(findings.Select(Said.Of));

        var kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, lab.Lab.Cluster.Kubeconfig);
        Assert.Equal(expected, Sorted(await Tool.FindingsAsync(text, "validate", "-f", "-", "--kubeconfig", kubeconfig)));
        Assert.Equal(expected, Sorted(await Tool.FindingsAsync("", "plan", "default", "--kubeconfig", kubeconfig)));
        await lab.Lab.UntilAsync(() => expected.SequenceEqual(InStatus(lab.Lab)), "the status says the same");
        await AssertWebhookAsync(lab, findings, old);
    }

    private static async Task<IReadOnlyList<Finding>> ValidatedAsync(Lab lab, string text)
    {
        var client = ClusterConnection.CreateClient(new KubernetesClientConfiguration { Host = lab.Cluster.Url.ToString() }, "test");
        var examination = await new LiveExamination(client, AddonCatalog.BuiltIn).RunAsync(
            new InputFile("f.yaml", text),
            new Dictionary<SecretKeyReference, string>(),
            CancellationToken.None
        );
        return [.. examination.Desired!.Findings];
    }

    // What only a dry run tells is not compared.
    private static IReadOnlyList<string> Sorted(IEnumerable<Said> said) =>
        Said.Sorted(said.Where(s => !s.Rule.StartsWith("cluster/", StringComparison.Ordinal)));

    private static IReadOnlyList<string> InStatus(Lab lab) =>
        Said.Sorted(lab.State.Get(Lab.Networks, null, "default").Items("status", "addressPlan", "findings").Select(Said.Of));

    private static async Task AssertWebhookAsync(WebhookLab lab, IReadOnlyList<Finding> findings, JsonObject? old)
    {
        var stored = lab.Lab.State.Get(Lab.Networks, null, "default");
        var answer = await lab.AskAsync(Review.Of(old is null ? "CREATE" : "UPDATE", stored, old));
        var held = lab.Lab.Condition("Applied", "reason") is "InvalidSpec" or "SecondDataplane";
        List<Finding> blocking = held ? [.. findings.Where(f => f.HoldsBack)] : [];
        Assert.Equal(!held, answer.Flag("allowed"));
        Assert.Equal(held ? AdmissionWords.Refusal(blocking) : null, answer.Text("status", "message"));
        Assert.Equal(AdmissionWords.Warnings(findings.Except(blocking).Where(f => f.Severity != Severity.Info)), answer.Texts("warnings"));
    }
}
