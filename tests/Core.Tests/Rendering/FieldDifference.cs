using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>One field that differs.</summary>
/// <param name="Key">The object.</param>
/// <param name="Path">
/// The field: <c>spec.template.spec.containers[kube-flannel].args[2]</c>; empty when one side lacks the whole object.
/// </param>
/// <param name="Before">The left side's value; <c>null</c> when absent.</param>
/// <param name="After">The right side's value; <c>null</c> when absent.</param>
internal sealed record FieldDifference(ObjectKey Key, string Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>One line: object, field, and both values as JSON.</summary>
    public override string ToString() => $"{Key}{(Path.Length == 0 ? "" : $": {Path}")}: {Show(Before)} -> {Show(After)}";

    private static string Show(JsonNode? value) => value?.ToJsonString() ?? "(absent)";
}
