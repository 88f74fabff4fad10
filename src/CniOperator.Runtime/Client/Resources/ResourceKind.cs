namespace CniOperator.Runtime.Client.Resources;

/// <summary>A kind of resource and how the API server serves it.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version without the group.</param>
/// <param name="Kind">The kind in CamelCase.</param>
/// <param name="Plural">The plural, as in paths.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
public sealed record ResourceKind(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary>Group and version as objects state them: <c>v1</c>, <c>apps/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As RBAC names it: <c>pods</c>, <c>daemonsets.apps</c>.</summary>
    public string Resource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>As <see cref="Resource"/>.</summary>
    public override string ToString() => Resource;
}
