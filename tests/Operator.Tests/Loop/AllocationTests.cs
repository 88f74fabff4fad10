using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>What Calico keeps in the cluster counts into the plan.</summary>
public sealed class AllocationTests
{
    private static readonly ResourceName Pools = new("crd.projectcalico.org", "ippools");
    private static readonly ResourceName Blocks = new("crd.projectcalico.org", "ipamblocks");

    [Fact]
    public async Task A_pool_made_by_hand_is_found_and_gone_when_disabled_and_blocks_are_counted()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: """{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]}}""");
        await lab.ReadyAsync();
        lab.State.Create(
            Pools,
            Lab.Json(
                """
                {"apiVersion":"crd.projectcalico.org/v1","kind":"IPPool","metadata":{"name":"by-hand"},
                 "spec":{"cidr":"192.168.0.0/16","blockSize":26,"ipipMode":"Always","natOutgoing":true,"nodeSelector":"all()"}}
                """
            ),
            "test"
        );
        await lab.UntilAsync(() => lab.Condition("AddressPlanValid") == "False", "found");
        Assert.Contains(
            "IPPool by-hand: It is not in the spec, and is enabled",
            lab.Condition("Ready", "message"),
            StringComparison.Ordinal
        );
        Assert.Equal("True", lab.Condition("Applied"));
        lab.Edit(Pools, null, "by-hand", p => p["spec"]!["disabled"] = true);
        await lab.ReadyAsync();

        // With no block taken all are free, whatever nodes there are.
        await lab.UntilAsync(() => Plan(lab).Number(0, "freeNodes") == 1024, "no block is taken");
        TakeBlocks(lab);
        await lab.UntilAsync(() => Plan(lab).Number(0, "freeNodes") == 1022, "two of 1,024 are taken");
        Assert.Equal("True", lab.Condition("Ready"));
    }

    private static void TakeBlocks(Lab lab)
    {
        foreach (var (name, cidr) in new[] { ("10-244-0-0-26", "10.244.0.0/26"), ("10-244-0-64-26", "10.244.0.64/26") })
            lab.State.Create(
                Blocks,
                Lab.Json(
                    $$$"""
                    {"apiVersion":"crd.projectcalico.org/v1","kind":"IPAMBlock","metadata":{"name":"{{{name}}}"},
                     "spec":{"cidr":"{{{cidr}}}","affinity":"host:node-1","allocations":[],"attributes":[],"unallocated":[]}}
                    """
                ),
                "test"
            );
    }

    private static JsonNode? Plan(Lab lab) => lab.State.Get(Lab.Networks, null, "default").At("status", "addressPlan");
}
