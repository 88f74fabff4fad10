namespace CniOperator.Core.Catalog;

/// <summary>Something that nodes, cluster or network must bring.</summary>
/// <param name="Kind">
/// <c>kernel</c>, <c>module</c>, <c>plugin</c>, <c>network</c>, <c>cluster</c>, <c>arch</c>, <c>cloud</c> or <c>device</c>.
/// </param>
/// <param name="Text">What it is.</param>
public sealed record AddonRequirement(string Kind, string Text);
