namespace CniOperator.Core.Catalog;

/// <summary>The CNI configuration that an addon writes on nodes.</summary>
/// <param name="File">The file's name in <c>/etc/cni/net.d</c>.</param>
/// <param name="NetworkName">The network's name in it.</param>
/// <param name="NeededPlugins">Reference plugins that must already be in <c>/opt/cni/bin</c>.</param>
public sealed record CniFile(string File, string NetworkName, IReadOnlyList<string> NeededPlugins);
