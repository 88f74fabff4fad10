using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CniOperator.House.Tests.Sources;

/// <summary>A C# file as syntax alone: nothing is compiled, so that reading all of them takes about a second.</summary>
/// <param name="Path">From the repository's folder, with slashes.</param>
/// <param name="Lines">Its lines, without their ends.</param>
/// <param name="Syntax">What the parser made of it.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines, CompilationUnitSyntax Syntax)
{
    /// <summary>Name without folders: what the list of exceptions knows a file by, so that moving it changes nothing.</summary>
    internal string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The folder below <c>src</c> or <c>tests</c>.</summary>
    internal string Project => Path.Split('/')[1];

    /// <summary>The namespace of its types; empty for top-level statements.</summary>
    internal string Namespace { get; } =
        Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? string.Empty;

    /// <summary>Types and delegates, those inside others too.</summary>
    internal IReadOnlyList<MemberDeclarationSyntax> Types { get; } =
    [
        .. Syntax
            .DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax),
    ];

    /// <summary>Types that are not inside another.</summary>
    internal IEnumerable<MemberDeclarationSyntax> TopLevelTypes => Types.Where(t => t.Parent is not TypeDeclarationSyntax);

    /// <summary>The line of a position, from 1.</summary>
    internal int LineAt(int position) => Syntax.SyntaxTree.GetText().Lines.GetLinePosition(position).Line + 1;

    /// <summary>Reads and parses a file.</summary>
    internal static SourceFile Load(string path)
    {
        var tree = CSharpSyntaxTree.ParseText(
            Repository.Read(path),
            CSharpParseOptions.Default.WithPreprocessorSymbols("EMBEDDED_CLUSTER")
        );
        return new SourceFile(path, Repository.Lines(path), tree.GetCompilationUnitRoot());
    }
}
