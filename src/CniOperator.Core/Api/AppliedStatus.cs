namespace CniOperator.Core.Api;

/// <summary>What was applied.</summary>
/// <param name="Objects">How many objects.</param>
/// <param name="Hash">A hash over all of them.</param>
/// <param name="LastChange">When the set last changed.</param>
public sealed record AppliedStatus(int Objects, string Hash, DateTimeOffset LastChange);
