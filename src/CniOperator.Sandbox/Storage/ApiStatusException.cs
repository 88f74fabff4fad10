using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Storage;

/// <summary>
/// A request that the API refuses, with everything its <c>Status</c> body carries (API conventions, "Response Status Kind").
/// </summary>
public sealed class ApiStatusException : Exception
{
    /// <summary>Creates a refusal.</summary>
    /// <param name="code">The HTTP status code.</param>
    /// <param name="reason">The machine-readable reason: <c>NotFound</c>, <c>Conflict</c>.</param>
    /// <param name="message">For people: what was refused and why.</param>
    /// <param name="details">The <c>details</c> object: name, group, kind, causes; <c>null</c> when there is nothing to add.</param>
    public ApiStatusException(int code, string reason, string message, JsonObject? details = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        Details = details;
    }

    /// <summary>The HTTP status code.</summary>
    public int Code { get; }

    /// <summary>The machine-readable reason; empty when the API gives none.</summary>
    public string Reason { get; }

    /// <summary>The <c>details</c> of the Status body. Treat as read-only.</summary>
    public JsonObject? Details { get; }

    /// <summary>For an expired continue token: one that goes on from the same place at the current version; else <c>null</c>.</summary>
    public string? Continue { get; init; }

    /// <summary>How long a client should wait before it tries again, in whole seconds; also in <see cref="Details"/>.</summary>
    public int? RetryAfterSeconds => Details?["retryAfterSeconds"]?.GetValue<int>();

    /// <summary>The body that the API answers with.</summary>
    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = Continue is null ? new JsonObject() : new JsonObject { ["continue"] = Continue },
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason.Length > 0)
            status["reason"] = Reason;
        if (Details is not null)
            status["details"] = Details.DeepClone();
        status["code"] = Code;
        return status;
    }
}
