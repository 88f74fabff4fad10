using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>
/// A kubelet's Event that a pod's sandbox, and with it its network, could not be made (reason FailedCreatePodSandBox).
/// </summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Node">The node.</param>
/// <param name="Message">The runtime's words.</param>
/// <param name="Count">How often it is told by this Event.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
public sealed record SandboxFailure(
    string Namespace,
    string Pod,
    string Node,
    string Message,
    int Count,
    DateTimeOffset First,
    DateTimeOffset Last
)
{
    /// <summary>The Events' reason.</summary>
    public const string Reason = "FailedCreatePodSandBox";

    /// <summary>The fields of a <c>v1</c> Event that <see cref="Of"/> reads, as paths.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "involvedObject.namespace",
        "involvedObject.name",
        "source.host",
        "reportingInstance",
        "message",
        "count",
        "firstTimestamp",
        "lastTimestamp",
        "eventTime",
        "series",
    ];

    /// <summary>Reads a <c>v1</c> Event, of either of the two ways in which clients write them.</summary>
    public static SandboxFailure Of(JsonObject told)
    {
        var first = told.Time("firstTimestamp") ?? told.Time("eventTime") ?? DateTimeOffset.MinValue;
        return new SandboxFailure(
            told.Text("involvedObject", "namespace") ?? "",
            told.Text("involvedObject", "name") ?? "",
            told.Text("source", "host") is { Length: > 0 } host ? host : told.Text("reportingInstance") ?? "",
            told.Text("message") ?? "",
            (int)Math.Max(told.Number(1, "count"), told.Number(1, "series", "count")),
            first,
            told.Time("series", "lastObservedTime") ?? told.Time("lastTimestamp") ?? first
        );
    }
}
