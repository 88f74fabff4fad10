namespace CniOperator.Core.Tests.Rendering;

/// <summary>
/// Calico with the parameters of each of upstream's manifests, held against that manifest: every object, every field, every right, and
/// the order in which containers run.
/// </summary>
public sealed class Calico_equals_upstream
{
    [Theory]
    [UpstreamVariant("calico", "v3.32.1")]
    [UpstreamVariant("calico", "v3.32.2")]
    [UpstreamVariant("calico", "v3.33.0")]
    [UpstreamVariant("calico-vxlan", "v3.32.1")]
    [UpstreamVariant("calico-vxlan", "v3.32.2")]
    [UpstreamVariant("calico-vxlan", "v3.33.0")]
    [UpstreamVariant("calico-typha", "v3.32.1")]
    [UpstreamVariant("calico-typha", "v3.32.2")]
    [UpstreamVariant("calico-typha", "v3.33.0")]
    [UpstreamVariant("calico-bpf", "v3.32.1")]
    [UpstreamVariant("calico-bpf", "v3.32.2")]
    [UpstreamVariant("calico-bpf", "v3.33.0")]
    [UpstreamVariant("calico-policy-only", "v3.32.1")]
    [UpstreamVariant("calico-policy-only", "v3.32.2")]
    [UpstreamVariant("calico-policy-only", "v3.33.0")]
    public void With_upstreams_parameters_everything_is_upstreams_except_for_the_listed_differences(string variant, string version)
    {
        var upstream = UpstreamManifest.Read(variant, version);
        var ours = CalicoSample.Of(CalicoDifferences.Parameters[variant]).At(version).Render().Objects;

        UpstreamManifest.AssertSame(
            upstream,
            ours,
            d => CalicoDifferences.Explains(d, variant),
            r => CalicoDifferences.ExplainsRight(r, variant, version)
        );
        UpstreamManifest.AssertSameOrder(upstream, ours, "calico-node");
    }

    [Theory]
    [UpstreamVariant("calico", "v3.32.1")]
    [UpstreamVariant("calico-vxlan", "v3.32.1")]
    [UpstreamVariant("calico-typha", "v3.32.1")]
    [UpstreamVariant("calico-bpf", "v3.32.1")]
    [UpstreamVariant("calico", "v3.33.0")]
    [UpstreamVariant("calico-vxlan", "v3.33.0")]
    [UpstreamVariant("calico-typha", "v3.33.0")]
    [UpstreamVariant("calico-bpf", "v3.33.0")]
    public void Its_objects_say_what_upstreams_variables_say(string variant, string version)
    {
        var node = UpstreamManifest.Read(variant, version).Single(m => m.Key.Kind == "DaemonSet").Json["spec"]!["template"]!["spec"]!
            .AsObject()
            .Container("calico-node");
        var result = CalicoSample.Of(CalicoDifferences.Parameters[variant], CalicoSample.Network, "fd00::/56").At(version).Render();

        var (ipv4, ipv6) = (result.Spec("IPPool", "default-ipv4-ippool"), result.Spec("IPPool", "default-ipv6-ippool"));
        Assert.Equal(
            (node.Env("CALICO_IPV4POOL_IPIP"), node.Env("CALICO_IPV4POOL_VXLAN")),
            ((string?)ipv4["ipipMode"], (string?)ipv4["vxlanMode"])
        );
        Assert.Equal(("Never", node.Env("CALICO_IPV6POOL_VXLAN")), ((string?)ipv6["ipipMode"], (string?)ipv6["vxlanMode"]));
        Assert.Equal(node.Env("FELIX_BPFENABLED") == "true", result.Spec("FelixConfiguration")["bpfEnabled"]?.GetValue<bool>() ?? false);
    }
}
