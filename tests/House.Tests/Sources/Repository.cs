namespace CniOperator.House.Tests.Sources;

/// <summary>The repository's files, each read once.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> AllSources = new(() =>
        [.. Files("src", "*.cs").Concat(Files("tests", "*.cs")).AsParallel().AsOrdered().Select(SourceFile.Load)]
    );

    /// <summary>The repository's folder.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Each C# file below <c>src</c> and <c>tests</c>.</summary>
    internal static IReadOnlyList<SourceFile> Sources => AllSources.Value;

    /// <summary>Those of the product.</summary>
    internal static IEnumerable<SourceFile> Product => Sources.Where(s => s.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>A file's text with line feeds alone.</summary>
    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>Its lines without their ends.</summary>
    internal static IReadOnlyList<string> Lines(string path) => Read(path).TrimEnd('\n').Split('\n');

    /// <summary>Paths from the repository's folder, with slashes, sorted; what builds leave is left out.</summary>
    internal static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/'))
            .Where(p => !p.Split('/').Any(s => s is "obj" or "bin"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CniOperator.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}
