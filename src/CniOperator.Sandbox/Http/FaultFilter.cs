using System.Text.Json.Nodes;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Http;

/// <summary>Carries out what a fault does to a request.</summary>
internal static class FaultFilter
{
    /// <summary>Where a request carries a fault that its watch has to act out.</summary>
    internal const string WatchFault = "fault";

    internal static FaultRule? Match(this FaultRules plan, string verb, RequestInfo? info) =>
        plan.Match(verb, info?.Group ?? "", info?.Plural ?? "", info?.Subresource ?? "", info?.Namespace, info?.Name);

    internal static async Task RunAsync(FaultRule? fault, HttpContext http, RequestInfo? info, Func<Task> request)
    {
        switch (fault?.Effect)
        {
            case AnswerStatus answer:
                throw StatusOf(answer.Code, answer.Reason, answer.Message, answer.RetryAfterSeconds, info);
            case DenyByWebhook deny:
                throw new ApiStatusException(403, "Forbidden", $"admission webhook \"{deny.Webhook}\" denied the request: {deny.Message}");
            case CloseConnection:
                throw new ConnectionClosedException();
            case LoseAnswer:
                http.Response.Body = Stream.Null;
                await request();
                throw new ConnectionClosedException();
            case Stall:
                await fault.Released.WaitAsync(http.RequestAborted);
                break;
            case CutWatch or WatchError:
                http.Items[WatchFault] = fault;
                break;
        }

        await request();
    }

    internal static ApiStatusException StatusOf(int code, string? reason, string? message, int? retryAfter, RequestInfo? info)
    {
        var details = new JsonObject();
        if (info?.Name is { } name)
            details["name"] = name;
        if (info is { Group.Length: > 0 })
            details["group"] = info.Group;
        if (info is not null)
            details["kind"] = info.Plural;
        if (retryAfter is { } seconds)
            details["retryAfterSeconds"] = seconds;
        var subject = info is null ? "" : $"{info.Resource} \"{info.Name}\"";
        var (usualReason, usualMessage) = code switch
        {
            401 => ("Unauthorized", "Unauthorized"),
            403 => ("Forbidden", $"{subject} is forbidden: a fault rule of the sandbox forbids it"),
            404 => ("NotFound", $"{subject} not found"),
            409 => (
                "Conflict",
                $"Operation cannot be fulfilled on {subject}: the object has been modified; please apply your changes to the latest version and try again"
            ),
            410 => ("Expired", "The resourceVersion for the provided watch is too old."),
            429 => ("TooManyRequests", "Too many requests, please try again later."),
            500 => ("InternalError", "Internal error occurred: a fault rule of the sandbox says so"),
            503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
            504 => ("Timeout", "the server was unable to return a response in the time allotted"),
            _ => ("", "a fault rule of the sandbox says so"),
        };
        return new ApiStatusException(code, reason ?? usualReason, message ?? usualMessage, details);
    }
}
