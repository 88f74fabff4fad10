using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Connectivity;

/// <summary>A node as the page has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Zone">Its zone; empty without one.</param>
/// <param name="State"><c>Healthy</c>, <c>Faulty</c>, <c>Suspect</c> or <c>Unknown</c>.</param>
/// <param name="Notes">Why it raises no alarms; empty when it does.</param>
/// <param name="Reason">Why it is in its state.</param>
/// <param name="ReportedSecondsAgo">Since its canary last reported; <c>null</c> when it never did.</param>
/// <param name="Rounds">How many rounds its canary has ended.</param>
/// <param name="LagMilliseconds">How late the canary's timers were.</param>
internal sealed record SeenNode(
    string Name,
    string Zone,
    string State,
    string Notes,
    string Reason,
    double? ReportedSecondsAgo,
    long Rounds,
    long LagMilliseconds
)
{
    public static SeenNode Of(JsonObject json) =>
        new(
            json.Text("name") ?? "",
            json.Text("zone") ?? "",
            json.Text("state") ?? "Unknown",
            json.Text("notes") ?? "",
            json.Text("reason") ?? "",
            json.Real("reportedSecondsAgo"),
            json.Number(0, "rounds"),
            json.Number(0, "lagMilliseconds")
        );

    /// <summary>State, reason and notes in a few words; empty for one that is well and raises alarms.</summary>
    public string Words =>
        (
            State == "Healthy" ? ""
            : Reason.Length > 0 ? $"{State}: {Reason}"
            : State
        )
        + (
            Notes.Length == 0 ? ""
            : State == "Healthy" ? Notes
            : $" ({Notes})"
        );
}
