namespace CniOperator.Core.Rollout;

/// <summary>What is known of the dataplane's pods besides what they say themselves.</summary>
public sealed record RolloutKnowledge
{
    /// <summary>Nothing.</summary>
    public static RolloutKnowledge None { get; } = new();

    /// <summary>The ServiceAccounts that they are bound to.</summary>
    public BoundAccounts Accounts { get; init; } = BoundAccounts.Unknown;

    /// <summary>What the kubelet last said of a pod that fails its probe, by the pod's uid.</summary>
    public IReadOnlyDictionary<string, string> ProbeWords { get; init; } = new Dictionary<string, string>();
}
