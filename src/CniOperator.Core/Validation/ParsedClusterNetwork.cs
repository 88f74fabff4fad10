using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Validation;

/// <summary>The result of reading a ClusterNetwork from a text.</summary>
/// <param name="Name">The object's name; empty when it could not be read.</param>
/// <param name="Spec">The spec with defaults; <c>null</c> when there are <paramref name="Problems"/>.</param>
/// <param name="Json">The object with defaults filled in; <c>null</c> when the text holds none.</param>
/// <param name="Problems">What makes the text unusable, in the order of the text.</param>
/// <param name="Source">Turns a field path into a place in the text.</param>
public sealed record ParsedClusterNetwork(
    string Name,
    ClusterNetworkSpec? Spec,
    JsonObject? Json,
    IReadOnlyList<DocumentProblem> Problems,
    SourceMap Source
);
