using System.Net;
using System.Text;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Hosting;
using CniOperator.Webhooks;

namespace CniOperator.Operator.Tests.Webhooks;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_bad_spec_is_refused_over_HTTPS_to_a_client_that_trusts_caBundle()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        Assert.True((await lab.AskAsync(Review.Of("CREATE", Review.Network(Review.Good)))).Flag("allowed"));
        var refused = await lab.AskAsync(Review.Of("CREATE", Review.Network(Review.HostBits)));
        Assert.False(refused.Flag("allowed"));
        Assert.Contains("[addresses/host-bits]", refused.Text("status", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_come_from_the_cluster()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        lab.Lab.Create();
        await lab.Lab.ReadyAsync();
        var answer = await lab.AskAsync(
            Review.Of("CREATE", Review.Network("""{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]}}""", "second"))
        );
        Assert.Contains(answer.Texts("warnings"), w => w.Contains("ClusterNetwork/default exists and is older", StringComparison.Ordinal));
        Assert.Contains(answer.Texts("warnings"), w =>
            w.Contains("No node runs the DaemonSet kube-system/kube-proxy", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_network_that_runs_already_is_compared_before_a_new_one_is_stored()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        await Upstream.InstallFlannelAsync(lab.Lab, json =>
        {
            if (json["kind"]!.ToString() == "ConfigMap")
                json["data"]!["net-conf.json"] = """{"Network":"10.244.0.0/16","Backend":{"Type":"host-gw"}}""";
        });
        const string Spec = """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}""";
        var refused = (await lab.AskAsync(Review.Of("CREATE", Review.Network(Spec + "}", "default"))))["status"];
        Assert.Contains("The backend is host-gw in the network that runs", refused.Text("message"), StringComparison.Ordinal);
        Assert.Contains("[takeover/network]", refused.Text("message"), StringComparison.Ordinal);
        var kept = Spec + ""","flannel":{"backend":{"type":"host-gw"}}}""";
        Assert.True((await lab.AskAsync(Review.Of("CREATE", Review.Network(kept, "default")))).Flag("allowed"));
    }

    [Theory]
    [InlineData("/", "application/json", "{}", 404, "only /validate-cni-operator-io-v1alpha1-clusternetwork is served")]
    [InlineData(null, "text/plain", "{}", 415, "application/json")]
    [InlineData(null, "application/json", "", 400, "no body")]
    [InlineData(null, "application/json", "{", 400, "not JSON")]
    [InlineData(null, "application/json", "long", 400, "too large")]
    public async Task What_is_not_a_review_gets_a_clear_answer(string? path, string type, string body, int code, string words)
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        var text = body == "long" ? new string('x', WebhookServer.LongestBody + 1) : body;
        using var response = await lab.SendAsync(new StringContent(text, Encoding.UTF8, type), path);
        Assert.Equal((HttpStatusCode)code, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "expected host:port")]
    [InlineData("192.0.2.1:9443", "Choose another address (--webhook-bind-address)")]
    public async Task An_address_that_cannot_be_used_ends_the_operator_with_a_reason(string address, string words)
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Run(webhook: new WebhookOptions { Address = address });
        Assert.Contains(
            words,
            (await Assert.ThrowsAsync<OperatorFailedException>(() => lab.OperatorTask)).Message,
            StringComparison.Ordinal
        );
    }
}
