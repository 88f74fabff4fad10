namespace CniOperator.Core.Catalog;

/// <summary>What an addon's programs do to an object of its own: restored, but no one's drift.</summary>
/// <param name="Of">The object's kind.</param>
/// <param name="Field">The path of the field: <c>metadata.labels</c>.</param>
/// <param name="Why">Who does it and when, as the end of a sentence.</param>
public sealed record AddonOwnChange(string Of, string Field, string Why);
