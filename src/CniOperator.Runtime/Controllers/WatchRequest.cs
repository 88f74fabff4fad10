using CniOperator.Runtime.Client;

namespace CniOperator.Runtime.Controllers;

/// <summary>One watch that an owner wants.</summary>
/// <param name="Kind">The kind to watch.</param>
/// <param name="Scope">Which objects of it: namespace and selectors.</param>
public sealed record WatchRequest(ResourceKind Kind, ListScope Scope);
