using System.Xml.Linq;

namespace CniOperator.House.Tests.Sources;

/// <summary>A project as MSBuild's XML, not evaluated.</summary>
/// <param name="Path">From the repository's folder.</param>
/// <param name="Xml">Its text, parsed with line numbers.</param>
internal sealed record ProjectFile(string Path, XDocument Xml)
{
    /// <summary>Name without folder and extension.</summary>
    internal string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The projects below <c>src</c>.</summary>
    internal static IReadOnlyList<ProjectFile> Product() => [.. Repository.Files("src", "*.csproj").Select(Load)];

    /// <summary>Reads one.</summary>
    internal static ProjectFile Load(string path) => new(path, XDocument.Parse(Repository.Read(path), LoadOptions.SetLineInfo));

    /// <summary>The items of a type, each with the name that it includes: a package's, or a project's.</summary>
    internal IEnumerable<(string Name, XElement Item)> Items(string type) =>
        Xml.Descendants(type)
            .Select(i => (System.IO.Path.GetFileName(((string?)i.Attribute("Include") ?? string.Empty).Replace('\\', '/')), i));
}
