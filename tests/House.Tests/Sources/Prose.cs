using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CniOperator.House.Tests.Sources;

/// <summary>A line that people read: of a page, a comment or a message, or a test's name.</summary>
/// <param name="File">Path from the repository's folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">What stands there.</param>
internal sealed record Prose(string File, int Line, string Text)
{
    /// <summary>All of it. The lists of this project are left out: they hold the words themselves.</summary>
    internal static IEnumerable<Prose> All() => Pages().SelectMany(OfPage).Concat(Repository.Sources.SelectMany(OfSource));

    private static IEnumerable<string> Pages() =>
        new[] { "docs", "config", "templates", "crds" }
            .SelectMany(folder => Repository.Files(folder, "*"))
            .Concat(Repository.Files("src", "*.csproj"))
            .Append("README.md")
            .Append("Dockerfile")
            .Append(".ci/run");

    private static IEnumerable<Prose> OfPage(string path) => Lines(path, 1, Repository.Read(path));

    private static IEnumerable<Prose> OfSource(SourceFile file) =>
        file
            .Syntax.DescendantTokens()
            .SelectMany(token => token.GetAllTrivia().SelectMany(t => Comment(file, t)).Concat(Literal(file, token)));

    private static IEnumerable<Prose> Comment(SourceFile file, SyntaxTrivia trivia) =>
        trivia.Kind()
            is SyntaxKind.SingleLineCommentTrivia
                or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia
                or SyntaxKind.MultiLineDocumentationCommentTrivia
            ? Lines(file.Path, file.LineAt(trivia.FullSpan.Start), trivia.ToFullString())
            : [];

    private static IEnumerable<Prose> Literal(SourceFile file, SyntaxToken token) =>
        token.Kind() switch
        {
            SyntaxKind.StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken => Lines(file.Path, file.LineAt(token.SpanStart), token.Text),
            SyntaxKind.IdentifierToken when token.Parent is MethodDeclarationSyntax && token.Text.Contains('_', StringComparison.Ordinal) =>
                [new Prose(file.Path, file.LineAt(token.SpanStart), token.Text.Replace('_', ' '))],
            _ => [],
        };

    private static IEnumerable<Prose> Lines(string path, int first, string text) =>
        text.Split('\n').Select((line, index) => new Prose(path, first + index, line));
}
