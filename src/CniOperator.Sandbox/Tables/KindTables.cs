using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Tables;

/// <summary>Which columns a kind has.</summary>
internal static class KindTables
{
    internal static Column Name { get; } =
        new(
            "Name",
            (o, _) => o.Name(),
            Format: "name",
            Description: "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of "
                + "an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated."
        );

    internal static Column Age { get; } = new("Age", (o, now) => AgeOf(o.Time("metadata", "creationTimestamp"), now));

    /// <summary>The older column of kinds without a printer of their own: a time, not an age.</summary>
    private static Column CreatedAt { get; } = new("Created At", (o, _) => o.Text("metadata", "creationTimestamp"), Type: "date");

    internal static IReadOnlyList<Column> For(Resource resource, ServedVersion version) =>
        resource.Custom ? CustomColumns.Of(version) : For(resource.Name.ToString()) ?? [Name, CreatedAt];

    internal static string AgeOf(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } time ? HumanDuration.Of(now - time) : "<unknown>";

    private static IReadOnlyList<Column>? For(string resource) =>
        WorkloadTables.For(resource) ?? CoreTables.For(resource) ?? PolicyTables.For(resource);
}
