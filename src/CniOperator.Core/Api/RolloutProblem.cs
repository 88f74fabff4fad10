namespace CniOperator.Core.Api;

/// <summary>One pod that does not run.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Reason">The kubelet's or scheduler's reason.</param>
/// <param name="Message">Their message, shortened.</param>
public sealed record RolloutProblem(string Node, string Pod, string Reason, string Message)
{
    /// <summary>The end of the log that the message quotes a line of; <c>null</c> when there is no more than that line.</summary>
    public string? Log { get; init; }
}
