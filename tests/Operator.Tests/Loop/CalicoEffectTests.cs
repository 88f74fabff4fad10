using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>The embedded cluster's calico-node loses a change of a pool that follows another too soon, as the real one does.</summary>
public sealed class CalicoEffectTests : IAsyncLifetime
{
    private const string Pool = "default-ipv4-ippool";
    private const string Address = "projectcalico.org/IPv4VXLANTunnelAddr";

    private static readonly ResourceName Pools = new("crd.projectcalico.org", "ippools");
    private static readonly ResourceName Nodes = new("", "nodes");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RequestClock _requests;
    private Lab _lab = null!;

    public CalicoEffectTests() => _requests = new RequestClock(_clock);

    public async Task InitializeAsync()
    {
        _lab = await Lab.StartAsync(_clock, run: false);
        _lab.Run(clock: _requests);
        _lab.Create(
            spec: """{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]},"calico":{"encapsulation":"VXLANCrossSubnet","bgp":{"enabled":false}}}"""
        );
        await UntilAsync(() => _lab.Condition("Ready") == "True", "Ready");
        Assert.True(HaveAddresses());
    }

    public async Task DisposeAsync() => await _lab.DisposeAsync();

    [Fact]
    public async Task A_deleted_pool_returns_after_the_time_that_calico_node_needs_and_Ready_says_so_until_its_effect_is_there()
    {
        _lab.State.Delete(Pools, null, Pool);
        await UntilAsync(() => _lab.Condition("Ready") == "False", "not Ready");
        Assert.Contains("calico-node loses a change", _lab.Condition("Ready", "message"), StringComparison.Ordinal);

        await UntilAsync(() => _lab.Condition("Ready") == "True", "Ready again");
        Assert.True(HaveAddresses());
        Assert.Empty(_lab.Events("EffectMissing"));
    }

    [Fact]
    public async Task A_changed_pool_is_restored_with_its_effect()
    {
        _lab.Edit(Pools, null, Pool, p => (p["spec"]!["ipipMode"], p["spec"]!["vxlanMode"]) = ((JsonNode)"Always", (JsonNode)"Never"));
        await UntilAsync(() => _lab.Condition("Ready") == "False", "not Ready");
        await UntilAsync(() => _lab.Condition("Ready") == "True", "Ready again");

        Assert.Equal("CrossSubnet", _lab.State.Get(Pools, null, Pool).Text("spec", "vxlanMode"));
        Assert.True(HaveAddresses());
    }

    [Fact]
    public async Task An_effect_that_was_lost_is_named_with_its_nodes_and_brought_back_by_writing_the_object_again()
    {
        foreach (var node in _lab.State.List(Nodes))
            _lab.Edit(Nodes, null, node.Text("metadata", "name")!, n => n["metadata"]!["annotations"]!.AsObject().Remove(Address));

        // How many of the nodes the operator has seen by then depends on it alone; the first is always among them.
        var message = "";
        await UntilAsync(
            () =>
                _lab.Condition("Ready", "reason") == "EffectMissing"
                && (message = _lab.Condition("Ready", "message")).Contains(Address, StringComparison.Ordinal),
            "said"
        );
        Assert.Contains("node-1", message, StringComparison.Ordinal);

        await UntilAsync(() => _lab.Condition("Ready") == "True", "brought back");
        Assert.True(HaveAddresses());
        Assert.StartsWith(
            "1/",
            _lab.State.Get(Pools, null, Pool).Text("metadata", "annotations", "cni-operator.io/touched"),
            StringComparison.Ordinal
        );
        await UntilAsync(() => _lab.Events("EffectMissing").Count == 1, "the Event");
        Assert.Empty(_lab.Events("DriftRepaired"));
    }

    private bool HaveAddresses() => _lab.State.List(Nodes).All(n => n.Text("metadata", "annotations", Address) is not null);

    private Task UntilAsync(Func<bool> holds, string what) =>
        _lab.UntilAsync(
            () =>
            {
                if (_requests.AnsweredAsync().IsCompleted)
                    _clock.Advance(TimeSpan.FromMilliseconds(250));
                return holds();
            },
            what
        );
}
