namespace CniOperator.Core.Rollout;

/// <summary>A pod to delete, so that its controller makes it again.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Why">Why, for people.</param>
public sealed record DuePodRestart(PodView Pod, string Why);
