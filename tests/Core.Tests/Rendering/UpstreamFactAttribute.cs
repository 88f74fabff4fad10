namespace CniOperator.Core.Tests.Rendering;

/// <summary>A test that needs files of other projects, which this repository does not copy; skipped where they are not at hand.</summary>
public sealed class UpstreamFactAttribute : FactAttribute
{
    private const string Variable = "UPSTREAM_MANIFESTS";

    public UpstreamFactAttribute(string file) => Skip = ReasonToSkip(file);

    internal static string? ReasonToSkip(string file) =>
        Folder is null ? $"set {Variable} to a folder that holds {file} to run this test"
        : File.Exists(Path.Combine(Folder, file)) ? null
        : $"{Variable} names {Folder}, which does not hold {file}";

    internal static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    internal static string PathOf(string file) => Path.Combine(Folder!, file);
}
