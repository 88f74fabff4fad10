using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CniOperator.Core.Findings;
using CniOperator.Core.Rollout;
using CsCheck;

namespace CniOperator.Core.Tests.Decisions;

public sealed class StatusSizeTests
{
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
        Gen.Select(AnyText, AnyText, Gen.Int[0, 5000], Gen.Int[0, 200])
            .Check(
                (podText, findingText, broken, findings) =>
                {
                    var world = new World();
                    world.Nodes.Clear();
                    world.Nodes.AddRange(
                        Enumerable
                            .Range(0, 5000)
                            .Select(i => new NodeView(
                                $"node-{i:0000}.a-rather-long-domain-of-a-cloud.example",
                                false,
                                "True",
                                true,
                                Live.Time
                            ))
                    );
                    world.Findings.AddRange(
                        Enumerable
                            .Range(0, findings)
                            .Select(i => new Finding(
                                new Rule($"rule/{i}", Severity.Warning, RuleArea.Spec),
                                new FieldSubject("spec.x"),
                                findingText,
                                findingText
                            ))
                    );
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
                    Assert.Equal(
                        broken,
                        status["rollout"]!["problems"]!.AsArray().Count + (int?)status["rollout"]!["problemsOmitted"] ?? 0
                    );
                },
                iter: 8
            );
}
