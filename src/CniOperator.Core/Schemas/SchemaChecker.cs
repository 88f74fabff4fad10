namespace CniOperator.Core.Schemas;

/// <summary>What the API server refuses in a CRD's schema: not structural, contradictory, or with rules that do not compile.</summary>
public static class SchemaChecker
{
    /// <summary>The errors of <paramref name="root"/>, a CRD version's <c>openAPIV3Schema</c>; their paths start with <paramref name="path"/>.</summary>
    public static IReadOnlyList<FieldError> Check(StructuralSchema root, string path = "openAPIV3Schema") => [];
}
