namespace CniOperator.Core.Connectivity;

/// <summary>What this process brings for the health agents: their image, and where they reach it.</summary>
/// <param name="Image">The image that the agents run: the operator's own.</param>
/// <param name="PullSecrets">Names of the Secrets that the image is pulled with.</param>
/// <param name="ReportAddresses">Where agents reach the operator, as <c>address:port</c>, IPv6 in brackets; the best first.</param>
public sealed record AgentSettings(string Image, IReadOnlyList<string> PullSecrets, IReadOnlyList<string> ReportAddresses);
