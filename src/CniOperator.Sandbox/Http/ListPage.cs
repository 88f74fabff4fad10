using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">Its objects in key order.</param>
/// <param name="ResourceVersion">The version that the whole list is of.</param>
/// <param name="Continue">The token of the next page; <c>null</c> at the end.</param>
/// <param name="Remaining">How many objects come after this page; known only without selectors.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, string ResourceVersion, string? Continue, long? Remaining);
