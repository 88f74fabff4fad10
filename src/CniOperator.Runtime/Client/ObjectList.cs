namespace CniOperator.Runtime.Client;

/// <summary>A consistent list.</summary>
/// <param name="Items">The objects, kind and apiVersion filled in.</param>
/// <param name="ResourceVersion">The version that the list shows; a watch may begin here.</param>
public sealed record ObjectList<T>(IReadOnlyList<T> Items, string ResourceVersion)
    where T : class;
