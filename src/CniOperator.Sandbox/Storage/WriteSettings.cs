namespace CniOperator.Sandbox.Storage;

/// <summary>How a write is made.</summary>
/// <param name="FieldManager">Who the fields belong to.</param>
internal sealed record WriteSettings(string FieldManager)
{
    /// <summary>
    /// The subresource written through: <c>status</c>, <c>scale</c>, <c>finalize</c>, <c>binding</c>; empty for the object itself.
    /// </summary>
    internal string Subresource { get; init; } = "";

    /// <summary>Everything but the commit is done.</summary>
    internal bool DryRun { get; init; }

    /// <summary>A replace must state a resourceVersion where the kind wants it (HTTP PUT).</summary>
    internal bool Replaces { get; init; }

    /// <summary>The change has set <c>metadata.managedFields</c> itself (server-side apply).</summary>
    internal bool Applies { get; init; }
}
