namespace CniOperator.Core.Connectivity;

/// <summary>What health agents are rendered from, besides the spec.</summary>
/// <param name="Settings">What this process brings.</param>
/// <param name="Keys">The keys to sign with.</param>
public sealed record AgentInputs(AgentSettings Settings, AgentKeys Keys)
{
    /// <summary>Whether two must render to the same objects.</summary>
    internal static bool Same(AgentInputs one, AgentInputs other) =>
        one.Settings.Image == other.Settings.Image
        && one.Settings.PullSecrets.SequenceEqual(other.Settings.PullSecrets, StringComparer.Ordinal)
        && one.Settings.ReportAddresses.SequenceEqual(other.Settings.ReportAddresses, StringComparer.Ordinal)
        && one.Keys.Says(other.Keys);
}
