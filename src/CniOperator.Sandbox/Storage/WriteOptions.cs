namespace CniOperator.Sandbox.Storage;

/// <summary>How a write is made.</summary>
/// <param name="FieldManager">Who the fields belong to.</param>
internal sealed record WriteOptions(string FieldManager)
{
    /// <summary>The subresource written through: <c>status</c>, <c>scale</c>, <c>finalize</c>, <c>binding</c>; empty for the object itself.</summary>
    internal string Subresource { get; init; } = "";

    /// <summary>Everything but the commit is done.</summary>
    internal bool DryRun { get; init; }

    /// <summary>A replace must state a resourceVersion where the kind wants it (HTTP PUT).</summary>
    internal bool Replaces { get; init; }

    /// <summary>The change has set <c>metadata.managedFields</c> itself (server-side apply).</summary>
    internal bool Applies { get; init; }
}

/// <summary>The outcome of a write.</summary>
/// <param name="Object">The object as it is stored now, or would be after a dry run.</param>
/// <param name="Created">It did not exist before.</param>
/// <param name="Removed">It is gone: this write took the last finalizer of a deleted object, or was the deletion.</param>
internal sealed record Written(StoredObject Object, bool Created = false, bool Removed = false);

/// <summary>How a delete is made (meta/v1 <c>DeleteOptions</c>).</summary>
internal sealed record DeleteOptions
{
    internal string? Propagation { get; init; }

    internal string? Uid { get; init; }

    internal string? ResourceVersion { get; init; }

    internal long? GracePeriodSeconds { get; init; }

    internal bool DryRun { get; init; }
}
