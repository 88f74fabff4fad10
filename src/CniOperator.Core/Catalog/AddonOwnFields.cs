namespace CniOperator.Core.Catalog;

/// <summary>Values that an addon's programs fill into an object of its own: nothing that a person had set.</summary>
/// <param name="Of">The object's kind.</param>
/// <param name="Values">The values by the path of their field: <c>spec.logSeverityScreen</c>.</param>
public sealed record AddonOwnFields(string Of, IReadOnlyDictionary<string, string> Values);
