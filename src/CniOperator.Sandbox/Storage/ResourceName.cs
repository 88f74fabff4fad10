namespace CniOperator.Sandbox.Storage;

/// <summary>What a stored collection is called: an API group and the plural of a resource in it. Versions share one collection.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Plural">The resource's plural, lower case: <c>pods</c>.</param>
public readonly record struct ResourceName(string Group, string Plural)
{
    /// <summary>As the API server writes it in messages: <c>pods</c>, <c>daemonsets.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
