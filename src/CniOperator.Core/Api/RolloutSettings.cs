using System.Text.Json.Serialization;

namespace CniOperator.Core.Api;

/// <summary>How fast a change moves over the nodes.</summary>
public sealed record RolloutSettings
{
    /// <summary>Nodes whose dataplane may be down at once: a number or a percentage.</summary>
    [JsonConverter(typeof(IntOrStringConverter))]
    public string MaxUnavailable { get; init; } = "10%";

    /// <summary>Nodes that take a change first.</summary>
    public int CanaryNodes { get; init; } = 1;

    /// <summary>Seconds without progress after which a rollout counts as stalled.</summary>
    public int ProgressDeadlineSeconds { get; init; } = 600;

    /// <summary>Nodes that may fail before the rollout stops: a number or a percentage.</summary>
    [JsonConverter(typeof(IntOrStringConverter))]
    public string MaxFailedNodes { get; init; } = "10%";

    /// <summary>Whether a step waits for proven connectivity.</summary>
    public bool RequireConnectivity { get; init; } = true;
}
