namespace CniOperator.Kubernetes.Cel;

/// <summary>What <c>type(x)</c> gives.</summary>
internal sealed record CelTypeValue(string Name);
