using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.BuiltIns;

/// <summary>One built-in resource that the embedded cluster serves.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version: <c>v1</c>.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Plural">The resource's name in paths.</param>
/// <param name="Singular">The lower-case singular.</param>
/// <param name="ShortNames">kubectl's short names.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
/// <param name="Categories">Groups of kinds it belongs to: <c>all</c>.</param>
/// <param name="HasStatus">Whether it has the <c>status</c> subresource.</param>
/// <param name="Verbs">What one can do with it; virtual ones (reviews) can only be created.</param>
/// <param name="ExtraSubresources">
/// Subresources but status: <c>scale</c>, <c>eviction</c>, <c>binding</c>, <c>token</c>, <c>log</c>.
/// </param>
public sealed record BuiltInResource(
    string Group,
    string Version,
    string Kind,
    string Plural,
    string Singular,
    IReadOnlyList<string> ShortNames,
    bool Namespaced,
    IReadOnlyList<string> Categories,
    bool HasStatus,
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ExtraSubresources
)
{
    /// <summary>Group and version as objects state them: <c>v1</c>, <c>apps/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>True for kinds that are answered and never stored: reviews and token requests.</summary>
    public bool IsVirtual => !Verbs.Contains("get");

    /// <summary>The kind's schema, read on first use. Its types may refer to themselves: walk it along a value, never on its own.</summary>
    public StructuralSchema Schema => BuiltInTypes.Get(SchemaName);

    /// <summary>The name of the kind's type among <see cref="BuiltInTypes"/>: unlike the kind it is unique over groups.</summary>
    public string SchemaName =>
        Group switch
        {
            "events.k8s.io" => "EventsEvent",
            _ => Kind,
        };
}
