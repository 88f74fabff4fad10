namespace CniOperator.Core.Rendering;

/// <summary>One key of a Secret in the operator's namespace.</summary>
/// <param name="Name">The Secret's name.</param>
/// <param name="Key">The key in its <c>data</c>.</param>
public sealed record SecretKeyReference(string Name, string Key);
