namespace CniOperator.Sandbox.Storage;

/// <summary>One resource: what it is called, how it behaves, and its objects.</summary>
internal sealed record Resource
{
    internal required ResourceName Name { get; init; }

    internal required string Kind { get; init; }

    internal required string ListKind { get; init; }

    internal required string Singular { get; init; }

    internal required bool Namespaced { get; init; }

    internal IReadOnlyList<string> ShortNames { get; init; } = [];

    internal IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Its versions, in the order discovery lists them.</summary>
    internal required IReadOnlyList<ServedVersion> Versions { get; init; }

    /// <summary>What differs from kind to kind.</summary>
    internal required KindStrategy Strategy { get; init; }

    internal required ResourceStore Store { get; init; }

    /// <summary>True for a resource that a CustomResourceDefinition declares.</summary>
    internal bool Custom { get; init; }

    internal ServedVersion StorageVersion => Versions.First(v => v.IsStorage);

    /// <summary>The name that discovery and messages use for a kind of another group's endpoint.</summary>
    internal ServedVersion? Find(string group, string version) =>
        Versions.FirstOrDefault(v => v.Served && v.Group == group && v.Version == version);
}
