namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>Why a text is not a network, or not an address.</summary>
/// <param name="What">
/// What is wrong, as the end of a sentence that begins with the text: <c>has a prefix length of 33; IPv4 has 32 at most</c>.
/// </param>
/// <param name="Corrected">The text as it was probably meant; <c>null</c> when that cannot be told.</param>
public sealed record TextProblem(string What, string? Corrected = null);
