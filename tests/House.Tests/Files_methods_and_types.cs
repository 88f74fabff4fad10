using CniOperator.House.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CniOperator.House.Tests;

public sealed class Files_methods_and_types
{
    private const int MethodLines = 40;
    private const int FileLines = 200;
    private const int EngineFileLines = 350;
    private const int Columns = 140;

    [Fact]
    public void A_method_has_at_most_40_lines() =>
        HouseRule.Hold(
            "method-lines",
            from file in Repository.Sources
            from method in Methods(file.Syntax)
            let lines = Lines(method)
            where lines > MethodLines
            let name = NameOf(method)
            select new Breach(
                file.Path,
                file.LineAt(method.SpanStart),
                $"{file.Name} {name}",
                $"{name} has {lines} lines, {MethodLines} are allowed: move a part that has a name of its own into a method"
            )
        );

    [Fact]
    public void A_file_has_at_most_200_lines_and_one_of_the_engine_350() =>
        HouseRule.Hold(
            "file-lines",
            from file in Repository.Product
            let allowed = file.Project == "CniOperator.Runtime" ? EngineFileLines : FileLines
            where file.Lines.Count > allowed
            select new Breach(
                file.Path,
                allowed + 1,
                file.Name,
                $"{file.Lines.Count} lines, {allowed} are allowed: find the second responsibility and give it a file"
            )
        );

    /// <summary>Code is the formatter's; a text too long for a line stays one.</summary>
    [Fact]
    public void A_line_of_a_comment_has_at_most_140_columns() =>
        HouseRule.Hold(
            "comment-columns",
            from file in Repository.Sources
            from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > Columns && line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
            select new Breach(file.Path, line.Number, file.Name, $"{line.Text.Length} columns, {Columns} are allowed: break the line")
        );

    [Fact]
    public void A_file_has_one_type_and_its_name() =>
        HouseRule.Hold(
            "one-type",
            from file in Repository.Product
            let types = file.TopLevelTypes.ToList()
            where types.Count > 1 || types.Any(t => !IsNamedFor(file, TypeNames.Of(t)))
            let extra = types.Count > 1 ? types[1] : types[0]
            select new Breach(
                file.Path,
                file.LineAt(extra.SpanStart),
                file.Name,
                types.Count > 1
                    ? $"{types.Count} types: move {string.Join(", ", types.Skip(1).Select(TypeNames.Of))} into files of that name"
                    : $"the file holds {TypeNames.Of(extra)}: rename one after the other"
            )
        );

    [Fact]
    public void A_type_name_is_declared_once_in_src() =>
        HouseRule.Hold(
            "type-name",
            from file in Repository.Product
            from type in file.Types
            let name = TypeNames.Of(type)
            group (file, type) by name into declarations
            where declarations.Select(d => Identity(d.file, d.type)).Distinct().Skip(1).Any()
            from declaration in declarations.Skip(1)
            select new Breach(
                declaration.file.Path,
                declaration.file.LineAt(declaration.type.SpanStart),
                declarations.Key,
                $"{declarations.Key} is also declared in {declarations.First().file.Path}: make them one, or say in the name how they differ"
            )
        );

    [Fact]
    public void A_namespace_is_its_folder() =>
        HouseRule.Hold(
            "namespace",
            from file in Repository.Product
            where file.Namespace.Length > 0
            let folder = string.Join('.', file.Path.Split('/')[1..^1])
            where file.Namespace != folder
            select new Breach(
                file.Path,
                1,
                file.Name,
                $"namespace {file.Namespace} in the folder of {folder}: move the file or rename the namespace"
            )
        );

    private static IEnumerable<SyntaxNode> Methods(CompilationUnitSyntax file) =>
        file.DescendantNodes()
            .Where(n =>
                n is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax || HasExpressionBody(n) || n is GlobalStatementSyntax
            );

    private static bool HasExpressionBody(SyntaxNode node) =>
        node is PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax { ExpressionBody: not null };

    /// <summary>From the first line after comments and attributes to the last.</summary>
    private static int Lines(SyntaxNode method)
    {
        var first = method.ChildNodesAndTokens().First(c => !c.IsKind(SyntaxKind.AttributeList)).SpanStart;
        var lines = method.SyntaxTree.GetText().Lines;
        return lines.GetLinePosition(method.Span.End).Line - lines.GetLinePosition(first).Line + 1;
    }

    private static string NameOf(SyntaxNode method) =>
        method switch
        {
            MethodDeclarationSyntax m => m.Identifier.Text,
            ConstructorDeclarationSyntax c => c.Identifier.Text,
            PropertyDeclarationSyntax p => p.Identifier.Text,
            OperatorDeclarationSyntax o => $"operator {o.OperatorToken.Text}",
            AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax p } a => $"{p.Identifier.Text}.{a.Keyword.Text}",
            _ => method.Kind().ToString(),
        };

    // Foo<T> stands in Foo.cs, as Foo does; a part of Foo in FooBar.cs or Foo.Bar.cs.
    private static bool IsNamedFor(SourceFile file, string type) => file.Name.StartsWith(type, StringComparison.Ordinal);

    /// <summary>Parts of one type, and types that differ only in the number of their type parameters, have one identity.</summary>
    private static string Identity(SourceFile file, MemberDeclarationSyntax type) =>
        string.Join('.', type.Ancestors().OfType<BaseTypeDeclarationSyntax>().Select(TypeNames.Of).Prepend(file.Namespace));
}
