using System.Globalization;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

public sealed class SandboxFailureTests
{
    private static readonly ResourceName Events = new("", "events");

    [Fact]
    public async Task A_pod_that_the_networks_plugin_fails_for_is_named_and_the_network_is_not_Ready()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();

        Tell(lab, "ImagePullBackOff");
        Tell(lab, "FailedCreatePodSandBox");
        await lab.UntilAsync(() => lab.Condition("Ready", "reason") == "PodsWithoutNetwork", "said");
        Assert.Contains("default/web on node-1 (4 times", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains("subnet.env: no such file", lab.Condition("Ready", "message"), StringComparison.Ordinal);

        lab.State.Delete(Events, "default", "failedcreatepodsandbox");
        await lab.ReadyAsync();
    }

    private static void Tell(Lab lab, string reason)
    {
        var now = lab.State.Clock.GetUtcNow();
        lab.State.Create(
            Events,
            Lab.Json(
                $$"""
                {"apiVersion":"v1","kind":"Event","metadata":{"name":"{{reason.ToLowerInvariant()}}","namespace":"default"},
                 "involvedObject":{"apiVersion":"v1","kind":"Pod","namespace":"default","name":"web","uid":"u"},
                 "type":"Warning","reason":"{{reason}}","source":{"component":"kubelet","host":"node-1"},"count":4,
                 "message":"failed to setup network for sandbox \"1\": plugin type=\"flannel\" failed (add): open /run/flannel/subnet.env: no such file",
                 "firstTimestamp":"{{Time(now.AddSeconds(-36))}}","lastTimestamp":"{{Time(now)}}"}
                """
            ),
            "kubelet"
        );
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
