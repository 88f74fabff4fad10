using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Settings_that_all_addons_share
{
    [Fact]
    public void Every_object_carries_the_contracts_labels()
    {
        foreach (var manifest in Sample.Flannel().Render().Objects)
        {
            var labels = manifest.Labels.ToDictionary();
            Assert.Equal(
                ("cni-operator", "default", "flannel"),
                (labels[ClusterNetworkApi.ManagedByLabel], labels[ClusterNetworkApi.NetworkLabel], labels[ClusterNetworkApi.AddonLabel])
            );
        }
    }

    [Fact]
    public void Objects_come_in_the_order_of_apply() =>
        Assert.Equal(
            ["Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "ConfigMap", "DaemonSet"],
            Sample.Flannel().Render().Objects.Select(o => o.Key.Kind)
        );

    [Fact]
    public void A_mirror_replaces_the_registry_and_an_override_the_whole_reference()
    {
        var result = With(s =>
                s with
                {
                    Images = new ImageSettings
                    {
                        Registry = "mirror.example.com/x/",
                        Overrides = new Dictionary<string, string> { ["cni-plugin"] = "a/b@sha256:00" },
                        PullPolicy = "Always",
                        PullSecrets = ["login"],
                    },
                }
            )
            .Render();

        Assert.Equal("mirror.example.com/x/flannel-io/flannel:v0.28.9", result.Flanneld()["image"]!.GetValue<string>());
        Assert.Equal("a/b@sha256:00", result.PodSpec()["initContainers"]![0]!["image"]!.GetValue<string>());
        Assert.Equal("Always", result.Flanneld()["imagePullPolicy"]!.GetValue<string>());
        Assert.Equal("login", result.PodSpec()["imagePullSecrets"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void Placement_adds_selectors_and_tolerations_and_replaces_resources()
    {
        var pod = With(s =>
                s with
                {
                    Placement = new Placement
                    {
                        NodeSelector = new Dictionary<string, string> { ["a"] = "b" },
                        Tolerations = (JsonArray)
                            JsonNode.Parse("""[{"operator":"Exists","effect":"NoSchedule"},{"operator":"Exists","effect":"NoExecute"}]""")!,
                        Resources = (JsonObject)JsonNode.Parse("""{"limits":{"cpu":"1"}}""")!,
                    },
                }
            )
            .Render();

        Assert.Equal("b", pod.PodSpec()["nodeSelector"]!["a"]!.GetValue<string>());
        Assert.Equal(2, pod.PodSpec()["tolerations"]!.AsArray().Count);
        Assert.Equal("""{"limits":{"cpu":"1"}}""", pod.Flanneld()["resources"]!.ToJsonString());
    }

    [Fact]
    public void Pods_roll_exactly_when_their_configuration_changes()
    {
        var before = Sample.Flannel().Render();

        Assert.NotNull(before.PodHash());
        Assert.NotEqual(before.PodHash(), Sample.Flannel("""{"backend":{"vni":2}}""").Render().PodHash());
        Assert.Equal(before.PodHash(), Sample.Flannel("""{"priorityClassName":"x"}""").Render().PodHash());
        Assert.Equal(before.PodHash(), (Sample.Flannel() with { NetworkName = "other" }).Render().PodHash());
        Assert.NotEqual(Ipsec("a"), Ipsec("b"));

        static string? Ipsec(string end) =>
            Sample
                .Flannel("""{"backend":{"type":"ipsec","pskSecretRef":{"name":"s","key":"k"}}}""")
                .WithSecret("s", "k", Sample.Psk + end)
                .Render()
                .PodHash();
    }

    [Fact]
    public void A_patched_configuration_rolls_the_pods_too() =>
        Assert.NotEqual(
            Sample.Flannel().Render().PodHash(),
            WithPatch("ConfigMap", "kube-flannel-cfg", """{"data":{"extra":"1"}}""").Render().PodHash()
        );

    [Fact]
    public void A_strategic_merge_patch_reaches_one_container_and_one_variable()
    {
        var result = WithPatch(
                "DaemonSet",
                "kube-flannel-ds",
                """
                {"spec":{"template":{"spec":{"containers":[{"name":"kube-flannel","env":[{"name":"EVENT_QUEUE_DEPTH","value":"1"},{"name":"NEW","value":"x"}]}],"volumes":[{"name":"run","$patch":"delete"}]}}}}
                """
            )
            .Render();

        // As an API server orders them: what the patch names comes in its order.
        Assert.Equal(
            ["POD_NAME", "POD_NAMESPACE", "EVENT_QUEUE_DEPTH", "NEW", "CONT_WHEN_CACHE_NOT_READY"],
            result.Flanneld()["env"]!.AsArray().Select(e => e!["name"]!.GetValue<string>())
        );
        Assert.DoesNotContain(result.PodSpec()["volumes"]!.AsArray(), v => v!["name"]!.GetValue<string>() == "run");
        Assert.Equal("/opt/bin/flanneld", result.Flanneld()["command"]![0]!.GetValue<string>());
    }

    [Fact]
    public void A_list_is_a_JSON_patch()
    {
        var result = WithPatch(
                "DaemonSet",
                "kube-flannel-ds",
                """[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"-v=9"}]"""
            )
            .Render();

        Assert.Equal("-v=9", result.Flanneld()["args"]!.AsArray()[^1]!.GetValue<string>());
    }

    [Theory]
    [InlineData("DaemonSet", "nope", "{}", "spec.patches[0].target", "There is no DaemonSet nope")]
    [InlineData(
        "DaemonSet",
        "kube-flannel-ds",
        """[{"op":"remove","path":"/spec/nope"}]""",
        "spec.patches[0].patch",
        "operation 0: remove operation does not apply: doc is missing path: /spec/nope"
    )]
    [InlineData("DaemonSet", "kube-flannel-ds", """{"metadata":{"name":"x"}}""", "spec.patches[0].patch", "name")]
    [InlineData(
        "DaemonSet",
        "kube-flannel-ds",
        """{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}""",
        "spec.patches[0].patch",
        "does not contain declared merge key: name"
    )]
    [InlineData("DaemonSet", "kube-flannel-ds", "1", "spec.patches[0].patch", "neither an object nor a list")]
    public void A_patch_that_cannot_be_applied_is_a_finding(string kind, string name, string patch, string subject, string why)
    {
        var finding = Sample.Renderer.Render(WithPatch(kind, name, patch)).Findings.Single();

        Assert.Equal(subject, finding.Subject.ToString());
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
    }

    private static RenderRequest With(Func<ClusterNetworkSpec, ClusterNetworkSpec> change) =>
        Sample.Flannel() with
        {
            Spec = change(Sample.Flannel().Spec),
        };

    private static RenderRequest WithPatch(string kind, string name, string patch) =>
        With(s =>
            s with
            {
                Patches =
                [
                    new ObjectPatch
                    {
                        Target = new PatchTarget { Kind = kind, Name = name },
                        Patch = JsonNode.Parse(patch),
                    },
                ],
            }
        );
}
