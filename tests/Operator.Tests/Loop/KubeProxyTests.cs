using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Faults;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>A DaemonSet of another owner that an addon's descriptor looks up: kube-proxy, which eBPF replaces.</summary>
public sealed class KubeProxyTests
{
    private const string Ebpf = """
        {"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]},
         "calico":{"dataplane":"BPF","bpf":{"kubeProxy":"Absent"},"encapsulation":"VXLAN","kubeAPI":{"host":"192.0.2.1"}}}
        """;

    [Fact]
    public async Task It_is_seen_when_it_comes_when_it_selects_no_node_and_when_it_goes()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: Ebpf);
        await lab.ReadyAsync();
        Assert.DoesNotContain("calico/bpf-kube-proxy-seen", Rules(lab));

        lab.State.Create(Lab.DaemonSets, DaemonSet(), "kubeadm");
        await lab.UntilAsync(() => Rules(lab).Contains("calico/bpf-kube-proxy-seen"), "kube-proxy seen");

        lab.Edit(Lab.DaemonSets, "kube-system", "kube-proxy", d =>
            d["spec"]!["template"]!["spec"]!["nodeSelector"] = new JsonObject { ["kube-proxy"] = "off" }
        );
        await lab.UntilAsync(() => !Rules(lab).Contains("calico/bpf-kube-proxy-seen"), "switched off");

        lab.Edit(n => n["spec"]!["calico"]!["bpf"]!["kubeProxy"] = "Running");
        await lab.UntilAsync(() => Rules(lab).Contains("calico/bpf-kube-proxy-seen"), "missed");
        lab.Edit(n => n["spec"]!["calico"] = new JsonObject { ["encapsulation"] = "VXLAN" });
        await lab.UntilAsync(() => Rules(lab).Contains("calico/no-kube-proxy"), "nothing carries Services");
        Assert.NotNull(lab.State.Get(Lab.DaemonSets, "kube-system", "kube-proxy"));
        Assert.All(Lookups(lab), e => Assert.Equal(("watch", "daemonsets.apps", "kube-system"), (e.Verb, e.Resource, e.Namespace)));
        Assert.NotEmpty(Lookups(lab));
    }

    [Fact]
    public async Task No_request_is_made_for_it_while_no_addon_asks()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        Assert.Empty(Lookups(lab));
    }

    internal static JsonObject DaemonSet(string name = "kube-proxy") =>
        Lab.Json(
            $$$"""
            {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"{{{name}}}","namespace":"kube-system"},"spec":{
             "selector":{"matchLabels":{"k8s-app":"{{{name}}}"}},
             "template":{"metadata":{"labels":{"k8s-app":"{{{name}}}"}},"spec":{"hostNetwork":true,"tolerations":[{"operator":"Exists"}],
              "containers":[{"name":"kube-proxy","image":"registry.k8s.io/kube-proxy:v1.36.2"}] } } } }
            """
        );

    private static IReadOnlyList<string?> Rules(Lab lab) =>
        [.. lab.State.Get(Lab.Networks, null, "default").Items("status", "addressPlan", "findings").Select(f => f.Text("rule"))];

    private static IReadOnlyList<JournalEntry> Lookups(Lab lab) =>
        [
            .. lab.Cluster.Journal.Entries.Where(e =>
                e.Query.Contains("metadata.name%3Dkube-proxy", StringComparison.Ordinal)
                || e.Query.Contains("metadata.name=kube-proxy", StringComparison.Ordinal)
            ),
        ];
}
