namespace CniOperator.Runtime.Client;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects, kind and apiVersion filled in.</param>
/// <param name="Next">What the next page is asked for with; <c>null</c> when this is the last one.</param>
public sealed record ObjectPage<T>(IReadOnlyList<T> Items, string? Next)
    where T : class;
