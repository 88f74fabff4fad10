using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

public sealed class CalicoDataTests
{
    private const string Spec =
        """{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]},"calico":{"encapsulation":"VXLAN","bgp":{"enabled":false}}}""";

    private static readonly ResourceName Definitions = new("apiextensions.k8s.io", "customresourcedefinitions");
    private static readonly ResourceName Felix = new("crd.projectcalico.org", "felixconfigurations");

    [Fact]
    public async Task Labels_that_calico_node_moves_into_an_annotation_are_not_drift_on_a_new_cluster()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: Spec);
        await lab.ReadyAsync();
        await lab.UntilAsync(
            () =>
                lab.State.Get(Felix, null, "default") is { } felix
                && felix.At("metadata", "annotations", "projectcalico.org/metadata") is not null
                && felix.At("metadata", "labels", "cni-operator.io/addon") is not null,
            "moved and restored"
        );
        await lab.ReadyAsync();

        Assert.Empty(lab.Events("DriftRepaired"));
        Assert.Empty(lab.Events("DataLost"));
    }

    [Fact]
    public async Task The_definition_of_address_blocks_that_was_deleted_keeps_the_network_from_being_Ready_until_that_is_acknowledged()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: Spec);
        await lab.ReadyAsync();
        await lab.UntilAsync(() => Recorded(lab), "recorded");

        lab.State.Delete(Definitions, null, "ipamblocks.crd.projectcalico.org");
        await lab.UntilAsync(() => lab.Condition("Ready", "reason") == "DataLost", "said");
        Assert.Contains("addresses in use are given to new pods", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        await lab.UntilAsync(() => lab.Events("DataLost").Count == 1, "told");

        await lab.KillAsync();
        lab.Run();
        await lab.UntilAsync(() => lab.Condition("Ready", "reason") == "DataLost", "still said");
        lab.Edit(n => n["spec"]!["acknowledge"] = new JsonArray("cluster/data-lost"));
        await lab.ReadyAsync();
        Assert.Single(lab.Events("DataLost"));
    }

    private static bool Recorded(Lab lab) =>
        lab.State.Get(Lab.ConfigMaps, "cni-operator-system", "last-valid-spec.default")
            .Text("data", "data")
            ?.Contains("ipamblocks", StringComparison.Ordinal) == true;
}
