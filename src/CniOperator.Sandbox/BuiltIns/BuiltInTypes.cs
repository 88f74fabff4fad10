using CniOperator.Core.Schemas;

namespace CniOperator.Sandbox.BuiltIns;

/// <summary>The schemas of the built-in kinds and of the types they are made of, from the embedded table <c>types.txt</c>.</summary>
public static class BuiltInTypes
{
    /// <summary>Every type's name, as in the table.</summary>
    public static IReadOnlyCollection<string> Names => [];

    /// <summary>One type, with what it refers to resolved when asked for.</summary>
    /// <exception cref="KeyNotFoundException">There is no such type.</exception>
    public static StructuralSchema Get(string name) => throw new KeyNotFoundException(name);
}
