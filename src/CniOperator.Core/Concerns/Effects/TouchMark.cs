using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Effects;

/// <summary>
/// How often in a row an object was written again, and when: kept on the object itself, so that a restart forgets nothing.
/// </summary>
/// <param name="Count">How often.</param>
/// <param name="At">When last.</param>
internal sealed record TouchMark(int Count, DateTimeOffset At)
{
    // What stayed away once more after so long is another loss.
    private static readonly TimeSpan InARow = TimeSpan.FromMinutes(10);

    /// <summary>The mark of an object; none when it was never touched, or long ago.</summary>
    internal static TouchMark? Of(JsonObject live, DateTimeOffset now) =>
        live.Text("metadata", "annotations", ClusterNetworkApi.TouchedAnnotation)?.Split('/') is [var count, var at]
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && now - time < InARow
            ? new TouchMark(times, time)
            : null;

    /// <summary>What the annotation says.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}/{At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
}
