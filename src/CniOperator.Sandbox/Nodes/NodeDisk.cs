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

    // Read once for each content of the folder: kubelets ask again and again.
    private readonly JsonObject? _used;

    /// <summary>Where the runtime looks for plugins.</summary>
    public const string PluginFolder = "/opt/cni/bin";

    public ImmutableSortedSet<string> Images { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Files of /etc/cni/net.d by name.</summary>
    public ImmutableSortedDictionary<string, string> CniFiles
    {
        get;
        init => (field, _used) = (value, Used(value));
    } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Other files that containers leave on the host, by path.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Plugins that were installed into a folder where the runtime does not look, and not where it does.</summary>
    public ImmutableSortedSet<string> MisplacedPlugins { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>
    /// The type of the first plugin of the network that the runtime uses: the first loadable file in the order of names (go-cni, ocicni),
    /// or null.
    /// </summary>
    public string? CniPlugin => _used.Text("type");

    /// <summary>Who gives that plugin its addresses, by type, or null.</summary>
    public string? CniIpam => _used.Text("ipam", "type");

    /// <summary>With plugins that were installed into a folder of the host's.</summary>
    public NodeDisk WithPlugins(string folder, IEnumerable<string> plugins) =>
        this with
        {
            MisplacedPlugins = folder == PluginFolder ? MisplacedPlugins.Except(plugins) : MisplacedPlugins.Union(plugins),
        };

    private static JsonObject? Used(IReadOnlyDictionary<string, string> files) =>
        files.Select(f => FirstPlugin(f.Value)).FirstOrDefault(p => p.Text("type") is not null);

    // Of a list the first plugin, of a single configuration the whole.
    private static JsonObject? FirstPlugin(string text)
    {
        try
        {
            var conf = JsonNode.Parse(text) as JsonObject;
            var first = conf.Items("plugins").FirstOrDefault();
            return conf.Text("name") is null ? null
                : first.Text("type") is null ? conf
                : first;
        }
        catch (JsonException)
        {
            // The runtime skips a file that it cannot load.
            return null;
        }
    }
}
