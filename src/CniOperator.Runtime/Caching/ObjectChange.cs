namespace CniOperator.Runtime.Caching;

/// <summary>One change of a cached object.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Old">The state before; <c>null</c> when added.</param>
/// <param name="Item">The state after; when deleted, the last known one.</param>
/// <param name="IsInitialList">Whether it stems from a list rather than from a live event.</param>
public sealed record ObjectChange<T>(ChangeType Type, T? Old, T Item, bool IsInitialList)
    where T : class;
