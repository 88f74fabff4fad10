namespace CniOperator.House.Tests.Sources;

/// <summary>A file of one namespace names something of another of the same project.</summary>
/// <param name="Project">The project's folder, which is its root namespace.</param>
/// <param name="From">The file's namespace.</param>
/// <param name="To">The other one.</param>
/// <param name="File">Path from the repository's folder.</param>
/// <param name="Line">From 1.</param>
internal sealed record NamespaceUse(string Project, string From, string To, string File, int Line);
