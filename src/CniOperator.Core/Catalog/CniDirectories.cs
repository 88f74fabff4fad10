namespace CniOperator.Core.Catalog;

/// <summary>Where an addon puts its CNI configuration and plugins on nodes, with the settings at hand.</summary>
/// <param name="File">The configuration's file name.</param>
/// <param name="Configuration">The directory that it is written to.</param>
/// <param name="Binaries">The directory that plugins are written to.</param>
/// <param name="Setting">The field of the ClusterNetwork that says otherwise; empty when nothing does.</param>
public sealed record CniDirectories(string File, string Configuration, string Binaries, string Setting)
{
    /// <summary>What runtimes read unless they are configured otherwise.</summary>
    public static CniDirectories Usual { get; } = new("its CNI file", "/etc/cni/net.d", "/opt/cni/bin", "");
}
