namespace CniOperator.Core.Judgements;

/// <summary>A Kubernetes Event to publish, on the ClusterNetwork unless it regards something else.</summary>
/// <param name="Warning">It needs attention.</param>
/// <param name="Reason">One CamelCase word.</param>
/// <param name="Message">What happened and what to do.</param>
public sealed record Event(bool Warning, string Reason, string Message)
{
    /// <summary>The object that it regards; <c>null</c> for the ClusterNetwork.</summary>
    public Regarding? Regarding { get; init; }
}
