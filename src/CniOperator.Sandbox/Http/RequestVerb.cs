using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Http;

/// <summary>What RBAC calls a request.</summary>
internal static class RequestVerb
{
    internal static string Of(HttpRequest request, RequestInfo? info) =>
        request.Method switch
        {
            "GET" or "HEAD" when info is null => "get",
            "GET" or "HEAD" when IsWatch(request) => "watch",
            "GET" or "HEAD" => info!.Name is null ? "list" : "get",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => (request.ContentType ?? "").StartsWith("application/apply-patch", StringComparison.Ordinal) ? "apply" : "patch",
            "DELETE" => info?.Name is null ? "deletecollection" : "delete",
            var other => other.ToLowerInvariant(),
        };

    private static bool IsWatch(HttpRequest request) =>
        request.Query.TryGetValue("watch", out var watch)
        && watch.ToString() is not "0"
        && !watch.ToString().Equals("false", StringComparison.OrdinalIgnoreCase);
}
