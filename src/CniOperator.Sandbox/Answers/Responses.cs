using System.Globalization;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Answers;

/// <summary>Writes answers.</summary>
internal static class Responses
{
    internal static async Task WriteJson(HttpContext http, int status, byte[] body, string contentType = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-cache, private";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    internal static Task WriteText(HttpContext http, int status, string text) =>
        WriteJson(http, status, System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    /// <summary>404 for a path that means nothing here.</summary>
    internal static Task WriteNoPage(HttpContext http) => WriteText(http, 404, "404 page not found\n");

    internal static Task WriteRefusal(HttpContext http, ApiStatusException refusal)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteJson(http, refusal.Code, JsonText.Utf8(refusal.ToStatus()));
    }
}
