namespace CniOperator.Kubernetes.Schemas;

/// <summary>A schema that cannot be read: it says where in the schema, and what is wrong.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates one.</summary>
    public SchemaException(string path, string problem)
        : base(path.Length == 0 ? problem : $"{path}: {problem}") => Path = path;

    /// <summary>Where in the schema: <c>properties[spec].items.type</c>.</summary>
    public string Path { get; }
}
