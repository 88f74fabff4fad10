namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>What is taken of some pools.</summary>
/// <param name="Blocks">How many blocks.</param>
/// <param name="Owners">How many of the nodes that are there have one.</param>
internal sealed record BlockUse(long Blocks, int Owners);
