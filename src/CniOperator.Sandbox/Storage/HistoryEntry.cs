namespace CniOperator.Sandbox.Storage;

/// <summary>One change of one object, as watches read it.</summary>
/// <param name="Revision">The resourceVersion of the change.</param>
/// <param name="Type">What happened.</param>
/// <param name="Current">The object after it; for a deletion its last state, with the deletion's resourceVersion.</param>
/// <param name="Previous">The object before it; <c>null</c> for a creation.</param>
internal sealed record HistoryEntry(long Revision, StateChangeType Type, StoredObject Current, StoredObject? Previous);
