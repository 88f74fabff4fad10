namespace CniOperator.Core.Catalog;

/// <summary>A Secret that parameters may refer to by <c>{name, key}</c>, always in the operator's namespace.</summary>
/// <param name="Id">What templates call it: <c>secrets.psk</c>.</param>
/// <param name="Parameter">The path of the reference in the parameters: <c>backend.pskSecretRef</c>.</param>
/// <param name="Required">A Scriban expression: true when there must be one.</param>
/// <param name="MinLength">The least number of characters of its value.</param>
/// <param name="Description">What it holds.</param>
public sealed record AddonSecret(string Id, string Parameter, string Required, int MinLength, string Description);
