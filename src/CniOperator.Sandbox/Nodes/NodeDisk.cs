using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// What a node keeps between pods: pulled images, the files of /etc/cni/net.d, and files under /run. It outlives every pod, as on a real
/// node.
/// </summary>
internal sealed record NodeDisk
{
    public static readonly NodeDisk Empty = new();

    /// <summary>Where the runtime looks for plugins.</summary>
    public const string PluginFolder = "/opt/cni/bin";

    public ImmutableSortedSet<string> Images { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Files of /etc/cni/net.d by name.</summary>
    public ImmutableSortedDictionary<string, string> CniFiles { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Other files that containers leave on the host, by path.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Plugins that were installed into a folder where the runtime does not look, and not where it does.</summary>
    public ImmutableSortedSet<string> MisplacedPlugins { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>
    /// The type of the first plugin of the network that the runtime uses: the first loadable file in the order of names (go-cni, ocicni),
    /// or null.
    /// </summary>
    public string? CniPlugin => CniFiles.Select(f => PluginType(f.Value)).FirstOrDefault(t => t is not null);

    /// <summary>The content of that file, or null.</summary>
    public string? CniFile => CniFiles.Values.FirstOrDefault(f => PluginType(f) is not null);

    /// <summary>With plugins that were installed into a folder of the host's.</summary>
    public NodeDisk WithPlugins(string folder, IEnumerable<string> plugins) =>
        this with
        {
            MisplacedPlugins = folder == PluginFolder ? MisplacedPlugins.Except(plugins) : MisplacedPlugins.Union(plugins),
        };

    private static string? PluginType(string text)
    {
        try
        {
            var conf = JsonNode.Parse(text);
            return conf.Text("name") is null ? null : conf.Items("plugins").FirstOrDefault().Text("type") ?? conf.Text("type");
        }
        catch (JsonException)
        {
            // The runtime skips a file that it cannot load.
            return null;
        }
    }
}
