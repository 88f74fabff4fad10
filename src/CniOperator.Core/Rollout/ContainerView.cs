using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>What decisions need of a container's status.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WaitingReason">Why it waits; <c>null</c> when it does not.</param>
/// <param name="WaitingMessage">What the kubelet adds to that.</param>
/// <param name="ExitCode">The exit code of the run that ended last; <c>null</c> when none ended.</param>
/// <param name="ExitReason">Its reason: <c>Error</c>, <c>OOMKilled</c>, <c>Completed</c>.</param>
/// <param name="ExitMessage">Its termination message.</param>
/// <param name="Ended">It is not running now because it ended.</param>
/// <param name="Restarts">How often it was restarted.</param>
public sealed record ContainerView(
    string Name,
    string? WaitingReason,
    string? WaitingMessage,
    int? ExitCode,
    string? ExitReason,
    string? ExitMessage,
    bool Ended,
    int Restarts
)
{
    /// <summary>The fields of a <c>v1</c> ContainerStatus that <see cref="Of"/> reads, as paths.</summary>
    internal static IReadOnlyList<string> Fields { get; } =
    ["name", "restartCount", "state.waiting", "state.terminated", "lastState.terminated"];

    /// <summary>Reads a <c>v1</c> ContainerStatus.</summary>
    internal static ContainerView Of(JsonObject status)
    {
        var now = status.At("state", "terminated");
        var last = now ?? status.At("lastState", "terminated");
        return new ContainerView(
            status.Text("name") ?? "",
            status.At("state", "waiting") is { } waiting ? waiting.Text("reason") ?? "Waiting" : null,
            status.Text("state", "waiting", "message"),
            last is null ? null : (int)last.Number(0, "exitCode"),
            last.Text("reason"),
            last.Text("message"),
            now is not null,
            (int)status.Number(0, "restartCount")
        );
    }

    /// <summary>How the last run ended, for people; empty when it did not, or ended well.</summary>
    public string LastExit =>
        ExitCode is null or 0
            ? ""
            : $"{Name} exited with code {ExitCode}{(ExitReason is null or "Error" ? "" : $" ({ExitReason})")}"
                + (HasLastWords ? $": {LastWords.Of(ExitMessage!)}" : "");

    /// <summary>Everything that it said before it ended, when that is more than <see cref="LastExit"/> has; else <c>null</c>.</summary>
    internal string? Log => HasLastWords && ExitMessage!.Trim().Contains('\n', StringComparison.Ordinal) ? ExitMessage.Trim() : null;

    /// <summary>It said something before it ended.</summary>
    internal bool HasLastWords => !string.IsNullOrWhiteSpace(ExitMessage);
}
