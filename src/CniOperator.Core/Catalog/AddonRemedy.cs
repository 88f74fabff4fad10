namespace CniOperator.Core.Catalog;

/// <summary>What to do about something that the dataplane says before it ends.</summary>
/// <param name="Says">Words of its own that tell it.</param>
/// <param name="Fix">What to do, without a full stop.</param>
public sealed record AddonRemedy(string Says, string Fix);
