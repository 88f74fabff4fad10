using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Controllers;

/// <summary>One watch that an owner wants.</summary>
/// <param name="Type">The kind to watch, and how much of each object to keep.</param>
/// <param name="Scope">Which objects of it: namespace and selectors.</param>
public sealed record WatchRequest(ResourceType<Unstructured> Type, ListScope Scope)
{
    /// <summary>Whether a change of an object matters to its owner; <c>null</c>: each does.</summary>
    public Func<Unstructured, Unstructured, bool>? Matters { get; init; }

    /// <summary>Watches whole objects of a kind.</summary>
    public WatchRequest(ResourceKind kind, ListScope scope)
        : this(Unstructured.Of(kind), scope) { }
}
