namespace CniOperator.Sandbox.Storage;

/// <summary>The outcome of a write.</summary>
/// <param name="Object">The object as it is stored now, or would be after a dry run.</param>
/// <param name="Created">It did not exist before.</param>
/// <param name="Removed">It is gone: this write took the last finalizer of a deleted object, or was the deletion.</param>
internal sealed record Written(StoredObject Object, bool Created = false, bool Removed = false);
