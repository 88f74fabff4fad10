using System.Collections.Concurrent;
using System.Collections.Frozen;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.BuiltIns;

/// <summary>
/// The schemas of the built-in kinds and of the types they are made of, from the embedded table <c>types.txt</c>. A type's line is read
/// when the type is first looked into. Types may refer to themselves: walk a schema along a value, never on its own.
/// </summary>
public static class BuiltInTypes
{
    private static readonly Lazy<FrozenDictionary<string, string>> Lines = new(ReadLines);
    private static readonly ConcurrentDictionary<string, StructuralSchema> Types = new(StringComparer.Ordinal);

    /// <summary>Every type's name, as in the table.</summary>
    public static IReadOnlyCollection<string> Names => Lines.Value.Keys;

    /// <summary>One type; its <see cref="StructuralSchema.Title"/> is <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such type.</exception>
    public static StructuralSchema Get(string name) => Types.GetOrAdd(name, Read);

    private static StructuralSchema Read(string name)
    {
        if (!Lines.Value.TryGetValue(name, out var line))
            throw new KeyNotFoundException($"the table of built-in types has no type {name}");
        return TypeLine.Parse(name, line);
    }

    private static FrozenDictionary<string, string> ReadLines()
    {
        using var stream = typeof(BuiltInTypes).Assembly.GetManifestResourceStream("builtins/types.txt")
            ?? throw new InvalidOperationException("the table of built-in types is not embedded in this assembly");
        using var reader = new StreamReader(stream);
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                lines.Add(line[..line.AsSpan().IndexOfAny(' ', ':')], line);
        return lines.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
