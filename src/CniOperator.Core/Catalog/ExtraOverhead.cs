namespace CniOperator.Core.Catalog;

/// <summary>Bytes that are added under a condition.</summary>
/// <param name="When">A Scriban expression.</param>
/// <param name="Bytes">How many.</param>
public sealed record ExtraOverhead(string When, int Bytes);
