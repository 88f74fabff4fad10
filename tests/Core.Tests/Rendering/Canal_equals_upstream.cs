namespace CniOperator.Core.Tests.Rendering;

/// <summary>
/// Canal with upstream's parameters, held against upstream's canal.yaml: every object, every field, every right, and the order of
/// containers.
/// </summary>
public sealed class Canal_equals_upstream
{
    [Theory]
    [UpstreamVariant("canal", "v3.32.1")]
    [UpstreamVariant("canal", "v3.32.2")]
    [UpstreamVariant("canal", "v3.33.0")]
    public void With_upstreams_parameters_everything_is_upstreams_except_for_the_listed_differences(string variant, string version)
    {
        var upstream = UpstreamManifest.Read(variant, version);
        var ours = CanalDifferences.Sample.At(version).Render().Objects;

        UpstreamManifest.AssertSame(
            upstream,
            ours,
            d => CanalDifferences.Explains(d, variant),
            r => CanalDifferences.ExplainsRight(r, version)
        );
        UpstreamManifest.AssertSameOrder(upstream, ours, "canal");
    }
}
