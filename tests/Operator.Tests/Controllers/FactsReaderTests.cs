using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Operator.Tests.Controllers;

/// <summary>What is read once and kept: a reconcile for another reason than spec, Secrets or facts runs no template.</summary>
public sealed class FactsReaderTests : IDisposable
{
    private readonly ReconcilerBench _bench = new();
    private readonly NetworkMemory _memory;

    public FactsReaderTests() => _memory = new NetworkMemory(_bench.Clock);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_pods_event_runs_no_template_and_examines_nothing()
    {
        var network = ReconcilerBench.Flannel();
        var before = await ReadAsync(network);
        _bench.Caches.Hold(KubernetesKinds.Pods, Pod("a"), Pod("b"));
        var after = await ReadAsync(network);
        Assert.Same(RenderingOf(before), RenderingOf(after));
        Assert.Same(before.Findings, after.Findings);
    }

    [Fact]
    public async Task A_status_of_our_own_runs_none_either()
    {
        var before = await ReadAsync(ReconcilerBench.Flannel());
        var written = ReconcilerBench.Flannel();
        written.Json["status"] = new JsonObject { ["observedGeneration"] = 1 };
        Assert.Same(RenderingOf(before), RenderingOf(await ReadAsync(written)));
    }

    [Fact]
    public async Task A_node_more_is_another_fact()
    {
        var before = await ReadAsync(ReconcilerBench.Flannel());
        _bench.Caches.Hold(
            KubernetesKinds.Nodes,
            Lab.Json("""{"metadata":{"name":"node-9","uid":"9"},"spec":{"podCIDRs":["10.244.9.0/24"]}}""")
        );
        Assert.NotSame(RenderingOf(before), RenderingOf(await ReadAsync(ReconcilerBench.Flannel())));
    }

    [Fact]
    public async Task Another_spec_is_rendered()
    {
        var before = await ReadAsync(ReconcilerBench.Flannel());
        var changed = ReconcilerBench.Flannel();
        changed.Json["spec"]!["podNetwork"]!["mtu"] = 1400;
        Assert.NotSame(RenderingOf(before), RenderingOf(await ReadAsync(changed)));
    }

    private async Task<DesiredState> ReadAsync(ClusterNetwork network) =>
        (await _bench.Reader.ReadAsync(network, _memory, CancellationToken.None)).Desired;

    private static RenderResult RenderingOf(DesiredState desired) => desired.DefaultNetwork!.Rendering;

    private static JsonObject Pod(string name) =>
        new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "kube-flannel",
                ["uid"] = name,
                ["creationTimestamp"] = "2026-01-01T00:00:00Z",
            },
            ["status"] = new JsonObject { ["phase"] = "Running" },
        };
}
