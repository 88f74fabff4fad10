using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CniOperator.House.Tests.Sources;

/// <summary>
/// Which namespaces of a project use which, told from syntax: using directives (those that are not needed are build errors), names
/// with a namespace in front, and names of types of the namespaces around, which need neither.
/// </summary>
internal sealed class NamespaceUses
{
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly HashSet<string> _namespaces;
    private readonly ILookup<string, string> _namespacesOfType;

    private NamespaceUses(IReadOnlyList<SourceFile> files)
    {
        _files = files;
        _namespaces = [.. files.Select(f => f.Namespace).Where(n => n.Length > 0)];
        _namespacesOfType = files
            .SelectMany(f => f.TopLevelTypes, (f, t) => (f.Namespace, Type: TypeNames.Of(t)))
            .ToLookup(t => t.Type, t => t.Namespace);
    }

    /// <summary>
    /// Every use of another namespace in a project's files; a file without a namespace (top-level statements) is left out.
    /// </summary>
    internal static IEnumerable<NamespaceUse> Of(string project, IReadOnlyList<SourceFile> files)
    {
        var uses = new NamespaceUses(files);
        return uses._files.Where(f => f.Namespace.Length > 0).SelectMany(f => uses.Of(project, f));
    }

    private IEnumerable<NamespaceUse> Of(string project, SourceFile file) =>
        from node in file.Syntax.DescendantNodes(n => n is not QualifiedNameSyntax)
        from target in Targets(file, node)
        where target != file.Namespace
        select new NamespaceUse(project, file.Namespace, target, file.Path, file.LineAt(node.SpanStart));

    private IEnumerable<string> Targets(SourceFile file, SyntaxNode node) =>
        node switch
        {
            UsingDirectiveSyntax u => Longest(u.NamespaceOrType.ToString()),
            QualifiedNameSyntax { Parent: not BaseNamespaceDeclarationSyntax } q => Qualified(file, q.ToString().Split('.')),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } m => Qualified(
                file,
                m.ToString().Split('.')
            ),
            SimpleNameSyntax { Parent: not BaseNamespaceDeclarationSyntax } s => Enclosing(file, s.Identifier.Text),
            _ => [],
        };

    /// <summary>The namespace that a full name begins with.</summary>
    private IEnumerable<string> Longest(string name) =>
        _namespaces.Where(n => name == n || name.StartsWith(n + ".", StringComparison.Ordinal)).OrderByDescending(n => n.Length).Take(1);

    /// <summary>A name that states its namespace in full, or from one of those around the file on: <c>Rules.SomeRule</c>.</summary>
    private IEnumerable<string> Qualified(SourceFile file, IReadOnlyList<string> name) =>
        from length in Enumerable.Range(1, name.Count - 1)
        let prefix = string.Join('.', name.Take(length))
        let type = name[length].Split('<')[0]
        from target in AroundAndGlobal(file.Namespace).Select(n => n.Length == 0 ? prefix : $"{n}.{prefix}")
        where _namespacesOfType[type].Contains(target)
        select target;

    private IEnumerable<string> Enclosing(SourceFile file, string type) =>
        _namespacesOfType[type].Intersect(AroundAndGlobal(file.Namespace).Skip(1));

    /// <summary>The namespace itself, those around it, and the empty one.</summary>
    private static IEnumerable<string> AroundAndGlobal(string name)
    {
        for (; name.Length > 0; name = name.Contains('.', StringComparison.Ordinal) ? name[..name.LastIndexOf('.')] : string.Empty)
            yield return name;
        yield return string.Empty;
    }
}
