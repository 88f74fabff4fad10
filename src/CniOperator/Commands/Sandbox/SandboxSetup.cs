using System.Text.Json.Nodes;
using CniOperator.Commands.Sandbox.Wire;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Sandbox.Options;

namespace CniOperator.Commands.Sandbox;

/// <summary>What one run of <c>sandbox</c> is to do.</summary>
/// <param name="Name">The ClusterNetwork's name.</param>
/// <param name="Network">The ClusterNetwork.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Catalog">The addons.</param>
/// <param name="Secrets">Secrets to create for it.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Port">The API server's port; 0 for any.</param>
/// <param name="Timeout">How long to wait for Ready.</param>
/// <param name="Serve">Whether to stay up afterwards.</param>
internal sealed record SandboxSetup(
    string Name,
    JsonObject Network,
    ClusterNetworkSpec Spec,
    AddonCatalog Catalog,
    IReadOnlyDictionary<SecretKeyReference, string> Secrets,
    int Nodes,
    int Port,
    TimeSpan Timeout,
    bool Serve
)
{
    /// <summary>Secrets to create in the namespaces of pods, with the given values or placeholders.</summary>
    public IReadOnlyList<PodSecret> PodSecrets { get; init; } = [];

    /// <summary>What to break once the network is Ready; <c>null</c> for nothing.</summary>
    public WireFault? Fault { get; init; }

    /// <summary>Why <see cref="Fault"/> cannot be shown; <c>null</c> when it can.</summary>
    public string? FaultProblem =>
        Fault is not { } fault ? null
        : !Spec.Health.Enabled ? "--fault: spec.health.enabled is false in the file, so that nothing would find it; set it to true"
        : Enumerable.Range(1, Nodes).All(i => fault.Node != $"node-{i}")
            ? $"--fault: there is no node {fault.Node}; the nodes are node-1 to node-{Nodes}"
        : null;

    /// <summary>
    /// The ClusterNetwork as it is applied: with a round of probes each second where its file leaves the usual ten. On a simulated wire
    /// that costs nothing, and what must be proven is proven soon.
    /// </summary>
    public JsonObject Applied
    {
        get
        {
            var network = (JsonObject)Network.DeepClone();
            if (network["spec"] is JsonObject spec && Spec.Health.IntervalSeconds == new HealthSettings().IntervalSeconds)
            {
                spec["health"] ??= new JsonObject();
                spec["health"]!["intervalSeconds"] = 1;
            }

            return network;
        }
    }

    /// <summary>A cluster that was set up for this network, as kubeadm's flags would have done.</summary>
    public SandboxOptions ClusterOptions =>
        new()
        {
            Nodes = Nodes,
            Port = Port,
            PodCidr = string.Join(',', Spec.PodNetwork.Cidrs),
            NodeMask = Spec.PodNetwork.NodeMaskSizes.Ipv4,
            NodeMaskIPv6 = Spec.PodNetwork.NodeMaskSizes.Ipv6,
            ServiceCidr = Spec.ServiceNetwork is { Cidrs.Count: > 0 } services
                ? string.Join(',', services.Cidrs)
                : new SandboxOptions().ServiceCidr,
        };
}
