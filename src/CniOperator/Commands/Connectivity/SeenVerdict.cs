using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Connectivity;

/// <summary>A verdict as page or status have it.</summary>
/// <param name="Scope"><c>Global</c>, <c>ZonePair</c>, <c>Node</c> or <c>Link</c>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Class">The kind of fault.</param>
/// <param name="Since">When it was first seen.</param>
/// <param name="Alarm">False for what is only shown.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Hint">What to do.</param>
internal sealed record SeenVerdict(
    string Scope,
    string Subject,
    string Class,
    DateTimeOffset? Since,
    bool Alarm,
    string Evidence,
    string Hint
)
{
    public static SeenVerdict Of(JsonObject json) =>
        new(
            json.Text("scope") ?? "",
            json.Text("subject") ?? "",
            json.Text("class") ?? "",
            json.Time("since"),
            // The status marks what is excused, the page what raises an alarm.
            json["alarm"] is null
                ? !json.Flag("excused")
                : json.Flag("alarm"),
            json.Text("evidence") ?? "",
            json.Text("hint") ?? ""
        );
}
