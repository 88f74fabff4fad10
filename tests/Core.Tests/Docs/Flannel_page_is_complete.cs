using CniOperator.Core.Tests.Rendering;

namespace CniOperator.Core.Tests.Docs;

public sealed class Flannel_page_is_complete
{
    private static readonly DocsPage Page = DocsPage.Of("docs", "flannel.md");

    [Fact]
    public void Every_difference_from_upstream_is_in_it()
    {
        var text = Page.Section("Differences from upstream's manifest").Text;
        var names = UpstreamDifferences
            .OfEveryObject.Keys.Select(k => k[(k.IndexOf('[', StringComparison.Ordinal) + 1)..].TrimEnd(']'))
            .Concat([
                "POD_NAME",
                "POD_NAMESPACE",
                "install-cni-plugin",
                "install-cni",
                "kube-flannel",
                Api.ClusterNetworkApi.HashAnnotation,
            ])
            .Concat(UpstreamDifferences.JsonTexts.Select(t => t[5..].TrimEnd(']')));
        Assert.All(names, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
        Assert.Equal(7, UpstreamDifferences.OfKind.Count);
    }
}
