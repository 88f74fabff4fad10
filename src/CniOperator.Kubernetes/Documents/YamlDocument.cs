using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Documents;

/// <summary>One document of a YAML stream.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Where the document starts, from 1.</param>
/// <param name="Root">Its content; <c>null</c> for an empty document.</param>
/// <param name="Source">Where its fields stand.</param>
public sealed record YamlDocument(string File, int Line, JsonNode? Root, SourceMap Source);
