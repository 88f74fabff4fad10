using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Tests.Pipeline;

/// <summary>What was rendered and examined is kept with its spec: a reconcile for another reason runs no template and no rule.</summary>
public sealed class SpecPipelineTests
{
    private static readonly SecretKeyReference Psk = new("keys", "psk");

    private readonly SpecPipeline _pipeline = new(AddonCatalog.BuiltIn);

    private Facts _facts = new()
    {
        Now = Live.Time,
        Network = Network("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}}"""),
        Cluster = new ClusterFacts { KubernetesVersion = "1.36", ServiceCidrs = ["10.96.0.0/12"] },
        Addresses = AddressPlan.Plan.Of(AddressPlan.Plan.Node(0, "10.244.0.0/24")),
    };

    [Fact]
    public void Facts_that_differ_in_pods_time_and_status_alone_give_the_same_rendering_and_the_same_examination()
    {
        var before = Run();
        var network = (JsonObject)_facts.Network.Json.DeepClone();
        network["status"] = new JsonObject { ["observedGeneration"] = 1 };
        network["metadata"]!["resourceVersion"] = "2";
        _facts = _facts with
        {
            Now = _facts.Now.AddMinutes(1),
            Network = new NetworkObject(network).WithSpecOf(_facts.Network),
            Pods = [new PodView { Name = "flannel-1" }],
        };
        AssertSame(before, Run());
    }

    [Fact]
    public void Facts_about_the_cluster_that_say_the_same_again_run_no_template()
    {
        var before = Run();
        _facts = _facts with
        {
            Cluster = new ClusterFacts { KubernetesVersion = "1.36", ServiceCidrs = ["10.96.0.0/12"] },
        };
        AssertSame(before, Run());
    }

    [Fact]
    public void Another_spec_is_rendered_and_examined()
    {
        var before = Run();
        _facts = _facts with
        {
            Network = Network("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"],"mtu":1400}}""").WithSpecOf(_facts.Network),
        };
        var after = Run();
        Assert.NotSame(Rendering(before), Rendering(after));
        Assert.NotEqual(Rendering(before).Hash, Rendering(after).Hash);
        Assert.NotSame(before.AddressPlan, after.AddressPlan);
    }

    [Theory]
    [InlineData("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}}""")]
    [InlineData("""{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]}}""")]
    public void Other_facts_about_the_cluster_render_again_and_examine_nothing(string spec)
    {
        _facts = _facts with { Network = Network(spec) };
        var before = Run();
        _facts = _facts with { Cluster = _facts.Cluster with { KubernetesVersion = "1.37" } };
        var after = Run();
        Assert.NotSame(Rendering(before), Rendering(after));
        Assert.Same(before.AddressPlan!.Capacity, after.AddressPlan!.Capacity);
    }

    [Fact]
    public void Another_value_of_a_Secret_renders_again()
    {
        _facts = _facts with
        {
            Network = Network(
                """
                {"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},
                 "flannel":{"backend":{"type":"ipsec","pskSecretRef":{"name":"keys","key":"psk"}}}}
                """
            ),
            Secrets = new Dictionary<SecretKeyReference, string> { [Psk] = new('a', 96) },
        };
        Assert.Equal([Psk], _pipeline.SecretsOf(_facts.Network.Spec));
        var before = Run();
        _facts = _facts with { Secrets = new Dictionary<SecretKeyReference, string>(_facts.Secrets) };
        AssertSame(before, Run());
        _facts = _facts with { Secrets = new Dictionary<SecretKeyReference, string> { [Psk] = new('b', 96) } };
        Assert.NotEqual(Rendering(before).Hash, Rendering(Run()).Hash);
    }

    [Fact]
    public void Another_set_of_nodes_is_examined_and_runs_no_template()
    {
        var before = Run();
        _facts = _facts with { Addresses = _facts.Addresses with { Nodes = NodeIndex.Empty } };
        var after = Run();
        Assert.Same(Rendering(before), Rendering(after));
        Assert.NotSame(before.AddressPlan, after.AddressPlan);
        Assert.Equal((1, 0), (before.AddressPlan!.Capacity!.Allocated, after.AddressPlan!.Capacity!.Allocated));
    }

    private static void AssertSame(DesiredState before, DesiredState after)
    {
        Assert.Same(Rendering(before), Rendering(after));
        Assert.Same(before.AddressPlan, after.AddressPlan);
    }

    private static RenderResult Rendering(DesiredState desired) => desired.DefaultNetwork!.Rendering;

    private static NetworkObject Network(string spec) =>
        new(
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = "default", ["uid"] = "n1" },
                ["spec"] = Live.Json(spec),
            }
        );

    private DesiredState Run() => _pipeline.Run(_facts.ToPipelineInput());
}
