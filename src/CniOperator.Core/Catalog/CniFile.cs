namespace CniOperator.Core.Catalog;

/// <summary>The CNI configuration that an addon writes on nodes.</summary>
/// <param name="File">The file's name in <c>/etc/cni/net.d</c>.</param>
/// <param name="NetworkName">The network's name in it.</param>
/// <param name="NeededPlugins">Reference plugins that must already be in <c>/opt/cni/bin</c>.</param>
public sealed record CniFile(string File, string NetworkName, IReadOnlyList<string> NeededPlugins)
{
    /// <summary>An expression: the directory that it writes the file to; <c>null</c> for <see cref="CniDirectories.Usual"/>'s.</summary>
    public string? ConfigurationDirectory { get; init; }

    /// <summary>An expression: the directory that it writes plugins to; <c>null</c> for <see cref="CniDirectories.Usual"/>'s.</summary>
    public string? BinaryDirectory { get; init; }

    /// <summary>The field of the ClusterNetwork that sets both; empty when nothing does.</summary>
    public string Setting { get; init; } = "";

    /// <summary>Plugins that the addon brings itself, by type: what they say when a pod gets no network is its own trouble.</summary>
    public IReadOnlyList<string> OwnPlugins { get; init; } = [];
}
