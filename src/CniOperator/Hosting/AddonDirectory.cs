using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;

namespace CniOperator.Hosting;

/// <summary>
/// Reads users' addons from a folder. It holds each addon as a folder of its own (<c>DIR/mynet/addon.yaml</c>), or flat, with the addon's
/// name before each file's (<c>DIR/mynet.addon.yaml</c>), which is all that the keys of one mounted ConfigMap can express.
/// </summary>
public sealed class AddonDirectory
{
    // A ConfigMap holds at most 1 MiB.
    private const int MaxBytes = 1 << 20;

    private const int MaxFiles = 100;

    private readonly string _path;
    private readonly List<DocumentProblem> _problems = [];

    private AddonDirectory(string path) => _path = path;

    /// <summary>The built-in catalog with the addons in these folders. What cannot be read is among its problems; never throws.</summary>
    public static AddonCatalog Load(IEnumerable<string> paths)
    {
        var directories = paths.Select(path => new AddonDirectory(path)).ToList();
        return directories.Count == 0
            ? AddonCatalog.BuiltIn
            : AddonCatalog.BuiltIn.With([.. directories.SelectMany(d => d.Read())], directories.SelectMany(d => d._problems));
    }

    private List<AddonFolder> Read()
    {
        try
        {
            if (Directory.Exists(_path))
                return [.. Folders(), .. Flat()];
            Add(_path, "there is no such folder", "name a folder that holds addons in --addons");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Add(_path, $"cannot be read: {e.Message}", "let the user that cni-operator runs as read it");
        }

        return [];
    }

    // Mounted ConfigMaps keep their versions in folders that begin with two dots, and link to them.
    private IEnumerable<AddonFolder> Folders() =>
        Directory
            .GetDirectories(_path)
            .Where(IsVisible)
            .Order(StringComparer.Ordinal)
            .Select(folder => Folder(folder, '/', FilesOf(folder)))
            .OfType<AddonFolder>();

    private IEnumerable<AddonFolder> Flat()
    {
        var files = FilesOf(_path);
        foreach (var stray in files.Where(f => f.Name == AddonFolder.DescriptorName))
            Add(stray.Path, "stands in no addon's folder", "name the folder above this one in --addons, or call the file NAME.addon.yaml");
        return files
            .Where(f => f.Name != AddonFolder.DescriptorName)
            .GroupBy(f => f.Name.Split('.')[0], StringComparer.Ordinal)
            .Where(addon => addon.Any(f => f.Name == $"{addon.Key}.{AddonFolder.DescriptorName}"))
            .Select(addon =>
                Folder(Path.Combine(_path, addon.Key), '.', [.. addon.Select(f => (f.Name[(addon.Key.Length + 1)..], f.Path))])
            )
            .OfType<AddonFolder>();
    }

    private static List<(string Name, string Path)> FilesOf(string folder) =>
        [
            .. Directory
                .GetFiles(folder)
                .Where(IsVisible)
                .Select(f => (Path.GetFileName(f), f))
                .Where(f => IsAddons(f.Item1))
                .OrderBy(f => f.Item1, StringComparer.Ordinal),
        ];

    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');

    private static bool IsAddons(string name) =>
        name.EndsWith(AddonFolder.DescriptorName, StringComparison.Ordinal)
        || name.EndsWith(AddonFolder.TemplateSuffix, StringComparison.Ordinal);

    private AddonFolder? Folder(string location, char separator, List<(string Name, string Path)> files)
    {
        if (files.Count > MaxFiles)
        {
            Add(location, $"holds {files.Count} files; an addon has at most {MaxFiles}", "write several objects into one template");
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, path) in files)
        {
            if (Text(path) is not { } text)
                return null;
            texts[name] = text;
        }

        return AddonFolder.Of(location.Replace('\\', '/'), texts) with
        {
            Separator = separator,
        };
    }

    private string? Text(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            if (reader.BaseStream.Length <= MaxBytes)
                return reader.ReadToEnd();
            Add(path, $"has {reader.BaseStream.Length} bytes; a file of an addon has at most {MaxBytes}", "split it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Add(path, $"cannot be read: {e.Message}", "let the user that cni-operator runs as read it");
        }

        return null;
    }

    private void Add(string file, string message, string fix) => _problems.Add(new DocumentProblem(file, 1, 1, "", message, fix));
}
