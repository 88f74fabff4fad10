namespace CniOperator.Sandbox.Storage;

/// <summary>Where a custom resource keeps what the scale subresource shows, as JSON paths: <c>.spec.replicas</c>.</summary>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? LabelSelector);
