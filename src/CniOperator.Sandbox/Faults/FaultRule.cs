namespace CniOperator.Sandbox.Faults;

/// <summary>Which requests a fault takes, and what happens to them. What is left <c>null</c> matches everything.</summary>
/// <param name="Effect">What happens.</param>
public sealed record FaultRule(FaultEffect Effect)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;
    private int _hits;

    /// <summary>
    /// The request verb as RBAC names it: get, list, watch, create, update, patch, apply (a patch by server-side apply), delete,
    /// deletecollection.
    /// </summary>
    public string? Verb { get; init; }

    /// <summary>The API group; empty for core.</summary>
    public string? Group { get; init; }

    /// <summary>The resource's plural; <c>pods/status</c> for a subresource; <c>*</c> for every resource (but no discovery).</summary>
    public string? Resource { get; init; }

    /// <summary>The namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>How many matching requests pass before the rule acts.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests the rule takes in all; <c>null</c> for every one.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>How many requests it has taken.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Completes when stalled requests may go on.</summary>
    internal Task Released => _released.Task;

    /// <summary>Lets stalled requests go on.</summary>
    public void Release() => _released.TrySetResult();

    internal bool Concerns(string verb, string group, string resource, string subresource, string? ns, string? name) =>
        (Verb is null || Verb == verb || (Verb == "patch" && verb == "apply"))
        && (Group is null || Group == group)
        && ResourceMatches(resource, subresource)
        && (Namespace is null || Namespace == ns)
        && (Name is null || Name == name);

    internal bool Takes(string verb, string group, string resource, string subresource, string? ns, string? name)
    {
        if (Effect is CutWatch or WatchError && verb != "watch")
            return false;
        if (!Concerns(verb, group, resource, subresource, ns, name))
            return false;
        if (_seen++ < Skip || (Times is { } times && _hits >= times))
            return false;
        Interlocked.Increment(ref _hits);
        return true;
    }

    private bool ResourceMatches(string resource, string subresource) =>
        Resource switch
        {
            null => true,
            "*" => resource.Length > 0,
            _ => Resource == (subresource.Length == 0 ? resource : $"{resource}/{subresource}"),
        };
}
