using CniOperator.Kubernetes.Objects;

namespace CniOperator.Operator.Tests.Loop;

public sealed class WeaveTests
{
    [Fact]
    public async Task The_ConfigMap_of_the_pods_is_neither_changed_nor_removed()
    {
        await using var lab = await Lab.StartAsync();
        lab.State.Create(
            Lab.ConfigMaps,
            Lab.Json(
                """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"weave-net","namespace":"kube-system","annotations":{"kube-peers.weave.works/peers":"{}"}}}"""
            ),
            "kube-utils"
        );
        var before = Version(lab);

        lab.Create(spec: """{"provider":"weave","deletionPolicy":"Remove","podNetwork":{"cidrs":["10.244.0.0/16"]}}""");
        await lab.ReadyAsync();
        lab.Edit(n => n["spec"]!["weave"] = Lab.Json("""{"connectionLimit":300}"""));
        await lab.UntilAsync(
            () =>
                lab.State.Get(Lab.DaemonSets, "kube-system", "weave-net")!.ToJsonString().Contains("CONN_LIMIT", StringComparison.Ordinal),
            "changed"
        );
        await lab.ReadyAsync();
        lab.State.Delete(Lab.Networks, null, "default");
        await lab.UntilAsync(() => lab.State.Get(Lab.Networks, null, "default") is null, "removed");

        Assert.Null(lab.State.Get(Lab.DaemonSets, "kube-system", "weave-net"));
        Assert.Equal(before, Version(lab));
    }

    private static string? Version(Lab lab) =>
        lab.State.Get(Lab.ConfigMaps, "kube-system", "weave-net")?.Text("metadata", "resourceVersion");
}
