namespace CniOperator.Core.Api;

/// <summary>One thing that a network may give.</summary>
/// <param name="Requirement">Its name: <c>NetworkPolicy</c>, <c>Encryption</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Message">By what, or why not.</param>
public sealed record NetworkRequirement(string Requirement, string Status, string Message);
