namespace CniOperator.Core.Api;

/// <summary>One thing that a network gives or must give.</summary>
/// <param name="Requirement">Its name: <c>Encryption</c>, or a clause of the network model as <c>PodsOfOtherNodes</c>.</param>
/// <param name="Status">
/// Of what the addon states <c>True</c>, <c>False</c> or <c>Unknown</c>; of what agents prove <c>Pass</c>, <c>Fail</c>, <c>Unknown</c> or
/// <c>NotApplicable</c>.
/// </param>
/// <param name="Message">By what, or why not.</param>
public sealed record NetworkRequirement(string Requirement, string Status, string Message);
