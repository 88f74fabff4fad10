using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>One entry of <c>metadata.managedFields</c>.</summary>
internal sealed record ManagedFields(string Manager, string Operation, string Subresource, DateTimeOffset Time, FieldSet Fields)
{
    /// <summary>The entries of an object, in its order.</summary>
    internal static IReadOnlyList<ManagedFields> Of(JsonObject live) =>
        [
            .. live.Items("metadata", "managedFields")
                .Select(entry => new ManagedFields(
                    entry.Text("manager") ?? "",
                    entry.Text("operation") ?? "",
                    entry.Text("subresource") ?? "",
                    entry.Time("time") ?? DateTimeOffset.MinValue,
                    new FieldSet(entry.At("fieldsV1") as JsonObject ?? [])
                )),
        ];

    /// <summary>True for the entry of <paramref name="manager"/>'s server-side applies.</summary>
    internal bool IsApplyOf(string manager, string subresource) => Operation == "Apply" && Manager == manager && Subresource == subresource;
}
