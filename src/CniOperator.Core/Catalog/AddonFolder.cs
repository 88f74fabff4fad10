using System.Reflection;

namespace CniOperator.Core.Catalog;

/// <summary>
/// One addon as it lies on disk, in a ConfigMap or in this assembly: <c>addon.yaml</c> and its <c>*.yaml.sbn</c> templates.
/// </summary>
/// <param name="Location">What error messages put before a file's name: <c>templates/flannel</c>.</param>
/// <param name="Files">File name to text. A file is read when it is needed for the first time, at most once.</param>
public sealed record AddonFolder(string Location, IReadOnlyDictionary<string, Lazy<string>> Files)
{
    /// <summary>The name of the descriptor.</summary>
    public const string DescriptorName = "addon.yaml";

    /// <summary>What a template's name ends in.</summary>
    public const string TemplateSuffix = ".yaml.sbn";

    private const string ResourcePrefix = "templates/";

    // Of no addon, so without a descriptor.
    private const string AgentsLocation = ResourcePrefix + "agents";

    /// <summary>What stands between <see cref="Location"/> and a file's name.</summary>
    public char Separator { get; init; } = '/';

    /// <summary>The addons' folders that travel inside this assembly, by name.</summary>
    public static IReadOnlyList<AddonFolder> Embedded() => [.. All().Where(f => f.Location != AgentsLocation)];

    /// <summary>The templates of the health agents.</summary>
    internal static AddonFolder OfAgents() => All().Single(f => f.Location == AgentsLocation);

    private static IReadOnlyList<AddonFolder> All()
    {
        var assembly = typeof(AddonFolder).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal) && name.LastIndexOf('/') >= ResourcePrefix.Length)
                .GroupBy(name => name[..name.LastIndexOf('/')], StringComparer.Ordinal)
                .OrderBy(folder => folder.Key, StringComparer.Ordinal)
                .Select(folder => new AddonFolder(
                    folder.Key,
                    folder.ToDictionary(
                        name => name[(folder.Key.Length + 1)..],
                        name => new Lazy<string>(() => ReadResource(assembly, name)),
                        StringComparer.Ordinal
                    )
                )),
        ];
    }

    /// <summary>A folder whose texts are at hand.</summary>
    /// <param name="location">What error messages put before a file's name.</param>
    /// <param name="files">File name to text.</param>
    public static AddonFolder Of(string location, IEnumerable<KeyValuePair<string, string>> files) =>
        new(location, files.ToDictionary(f => f.Key, f => new Lazy<string>(f.Value), StringComparer.Ordinal));

    /// <summary>A file's name as error messages show it.</summary>
    public string PathOf(string fileName) => $"{Location}{Separator}{fileName}";

    private static string ReadResource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
