using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CniOperator.House.Tests.Sources;

/// <summary>Names of type declarations.</summary>
internal static class TypeNames
{
    /// <summary>The name alone.</summary>
    internal static string Of(MemberDeclarationSyntax type) =>
        type switch
        {
            BaseTypeDeclarationSyntax t => t.Identifier.Text,
            DelegateDeclarationSyntax d => d.Identifier.Text,
            _ => throw new ArgumentException($"{type.Kind()} declares no type", nameof(type)),
        };

    /// <summary>How many type parameters it has.</summary>
    internal static int Arity(MemberDeclarationSyntax type) =>
        type switch
        {
            TypeDeclarationSyntax t => t.TypeParameterList?.Parameters.Count ?? 0,
            DelegateDeclarationSyntax d => d.TypeParameterList?.Parameters.Count ?? 0,
            _ => 0,
        };
}
