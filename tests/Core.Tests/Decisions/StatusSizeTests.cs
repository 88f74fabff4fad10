using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Rollout;
using CsCheck;

namespace CniOperator.Core.Tests.Decisions;

public sealed class StatusSizeTests
{
    // As many findings as one rule gives at most, and as many rules as that takes for 200.
    private const int FindingsOfRule = 20;
    private const int Rules = 10;

    private static readonly JsonSerializerOptions AsServersWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Gen<string> AnyText { get; } =
        Gen.OneOf(
            Gen.String[Gen.Char.AlphaNumeric, 0, 3000],
            Gen.String[Gen.Char, 0, 2000],
            Gen.String[Gen.Const('"'), 0, 2000],
            Gen.String[Gen.Const('\n'), 0, 2000]
        );

    [Fact]
    public void Status_stays_under_32_KiB_at_5000_nodes_whatever_pods_and_findings_say() =>
        Gen.Select(AnyText, AnyText, Gen.Int[0, 5000], Gen.Int[0, FindingsOfRule * Rules])
            .Check(
                (podText, findingText, broken, findings) =>
                {
                    var world = new World();
                    world.Nodes.Clear();
                    world.Nodes.AddRange(Enumerable.Range(0, 5000).Select(Node));
                    world.Spec["podNetwork"]!["cidrs"] = new JsonArray("10.0.0.0/8");
                    Find(world, findings, findingText);
                    world.Reconcile();
                    world.RunPods(5000 - broken);
                    world.Pods =
                    [
                        .. world.Pods.Select(p =>
                            p.Ready
                                ? p
                                : p with
                                {
                                    Containers = [new ContainerView("c", "CrashLoopBackOff", null, 1, "Error", podText, false, 9)],
                                }
                        ),
                    ];
                    world.Reconcile();
                    var status = world.Network["status"]!;
                    Assert.True(Encoding.UTF8.GetByteCount(status.ToJsonString(AsServersWrite)) < 32 * 1024);
                    Assert.Equal(broken, Count(status["rollout"]!, "problems"));
                    Assert.Equal(findings, Count(status["addressPlan"]!, "findings"));
                },
                iter: 8
            );

    private static JsonObject Node(int i)
    {
        var node = WorldNodes.Node(i);
        node["metadata"]!["name"] = $"node-{i:0000}.a-rather-long-domain-of-a-cloud.example";
        node["spec"]!["podCIDRs"] = new JsonArray($"10.{i / 256}.{i % 256}.0/24");
        node["status"]!["conditions"]![0]!["status"] = "True";
        return node;
    }

    // Rules of the addon whose findings say what parameters say.
    private static void Find(World world, int findings, string text)
    {
        var texts = new JsonObject();
        for (var i = 0; i < Rules; i++)
        {
            var count = Math.Clamp(findings - (i * FindingsOfRule), 0, FindingsOfRule);
            texts[$"rule{i}"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)text)]);
            world.Addon.Descriptor["rules"]!
                .AsArray()
                .Add(
                    Live.Json(
                        $$$"""
                        {"id":"test/rule{{{i}}}","severity":"warning","each":"params.rule{{{i}}}","when":"true","subject":"spec.x",
                         "message":"{{ it }}","fix":"{{ it }}"}
                        """
                    )
                );
            world.Addon.Descriptor["parameters"]!["properties"]![$"rule{i}"] = Live.Json("""{"type":"array","items":{"type":"string"}}""");
        }

        world.Spec["parameters"] = texts;
    }

    private static int Count(JsonNode part, string list) => part[list]!.AsArray().Count + ((int?)part[list + "Omitted"] ?? 0);
}
