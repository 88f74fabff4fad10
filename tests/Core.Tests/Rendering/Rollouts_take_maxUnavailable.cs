using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rendering.Stages;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Rollouts_take_maxUnavailable
{
    [Theory]
    [InlineData("flannel")]
    [InlineData("calico")]
    [InlineData("weave")]
    [InlineData("canal")]
    public void Every_addons_DaemonSet_has_what_the_CRD_fills_in(string provider) =>
        Assert.Equal("10%", MaxUnavailableOf(provider, new RolloutSettings())!.GetValue<string>());

    [Fact]
    public void A_number_is_a_number() =>
        Assert.Equal(3, MaxUnavailableOf("flannel", new RolloutSettings { MaxUnavailable = "3" })!.GetValue<int>());

    [Fact]
    public void A_percentage_is_a_text() =>
        Assert.Equal("25%", MaxUnavailableOf("flannel", new RolloutSettings { MaxUnavailable = "25%" })!.GetValue<string>());

    [Fact]
    public void It_restarts_no_pod() =>
        Assert.True(
            JsonNode.DeepEquals(
                DaemonSetOf("flannel", new RolloutSettings())["spec"]!["template"],
                DaemonSetOf("flannel", new RolloutSettings { MaxUnavailable = "5" })["spec"]!["template"]
            )
        );

    [Theory]
    [InlineData("""{"type":"OnDelete"}""")]
    [InlineData("""{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}""")]
    public void A_strategy_that_takes_nodes_in_another_way_stays(string strategy)
    {
        var json = Live.Json($$$"""{"kind":"DaemonSet","spec":{"updateStrategy":{{{strategy}}}}}""");
        SettingsStage.ApplyRollout([json], new RolloutSettings());
        Assert.Equal(strategy, json["spec"]!["updateStrategy"]!.ToJsonString());
    }

    [Fact]
    public void A_patch_wins() =>
        Assert.Equal(
            7,
            MaxUnavailableOf(
                    Request("flannel", new RolloutSettings()) with
                    {
                        Spec = Request("flannel", new RolloutSettings()).Spec with
                        {
                            Patches =
                            [
                                new ObjectPatch
                                {
                                    Target = new PatchTarget { Kind = "DaemonSet", Name = "kube-flannel-ds" },
                                    Patch = JsonNode.Parse("""{"spec":{"updateStrategy":{"rollingUpdate":{"maxUnavailable":7}}}}"""),
                                },
                            ],
                        },
                    }
                )!
                .GetValue<int>()
        );

    [Fact]
    public void Settings_that_do_nothing_are_said_to_do_nothing()
    {
        var spec = new ClusterNetworkSpec
        {
            Rollout = new RolloutSettings
            {
                CanaryNodes = 2,
                MaxFailedNodes = "1",
                RequireConnectivity = false,
                MaxUnavailable = "2",
                ProgressDeadlineSeconds = 60,
            },
            Health = new HealthSettings
            {
                Enabled = false,
                IntervalSeconds = 5,
                PeersPerNode = 4,
            },
        };
        Assert.Equal(
            [
                "rollout/no-effect spec.rollout.canaryNodes",
                "rollout/no-effect spec.rollout.maxFailedNodes",
                "rollout/no-effect spec.rollout.requireConnectivity",
            ],
            SpecRules.Check(spec).Select(f => $"{f.Rule} {f.Subject}")
        );
        Assert.Empty(SpecRules.Check(new ClusterNetworkSpec()));
    }

    private static RenderRequest Request(string provider, RolloutSettings rollout) =>
        new(
            "default",
            new ClusterNetworkSpec
            {
                Provider = provider,
                PodNetwork = new PodNetwork { Cidrs = ["10.244.0.0/16"] },
                Rollout = rollout,
            },
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

    private static JsonObject DaemonSetOf(string provider, RolloutSettings rollout) =>
        Sample.Renderer.Render(Request(provider, rollout)).Objects.Single(o => o.Key.Kind == "DaemonSet").Json;

    private static JsonNode? MaxUnavailableOf(string provider, RolloutSettings rollout) => MaxUnavailableOf(Request(provider, rollout));

    private static JsonNode? MaxUnavailableOf(RenderRequest request) =>
        Sample
            .Renderer.Render(request)
            .Objects.Single(o => o.Key.Kind == "DaemonSet")
            .Json.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
}
