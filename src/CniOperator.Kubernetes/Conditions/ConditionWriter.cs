using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Conditions;

/// <summary>Writes conditions of raw objects.</summary>
public static class ConditionWriter
{
    /// <summary>Sets a condition; its time moves only when its status does (API conventions, "Typical status properties").</summary>
    /// <param name="conditions">The list, changed in place.</param>
    /// <param name="type">The condition's type.</param>
    /// <param name="status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
    /// <param name="now">The time to write when the status changes.</param>
    /// <param name="reason">The reason; <c>null</c> or empty for none.</param>
    /// <param name="message">The message; <c>null</c> or empty for none.</param>
    public static void Set(
        JsonArray conditions,
        string type,
        string status,
        DateTimeOffset now,
        string? reason = null,
        string? message = null
    )
    {
        var index = conditions.ToList().FindIndex(c => c.Text("type") == type);
        var before = index >= 0 ? (JsonObject)conditions[index]! : null;
        var after = before?.Clone() ?? [];
        after["type"] = type;
        after["status"] = status;
        if (before.Text("status") != status || before.Text("lastTransitionTime") is null)
            after["lastTransitionTime"] = now.ToApiTime();
        after.PutText("reason", reason);
        after.PutText("message", message);
        if (index < 0)
            conditions.Push(after);
        else
            conditions[index] = after;
    }
}
