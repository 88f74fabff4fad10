using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Requests;

namespace CniOperator.Runtime.Client.Decoding;

/// <summary>Turns a failed answer into an <see cref="ApiException"/>.</summary>
internal static class StatusReader
{
    private const int LongestText = 400;

    public static async Task<ApiException> ReadAsync(
        ApiRequest request,
        HttpResponseMessage response,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return From(request, (int)response.StatusCode, body, RetryAfter(response, clock));
    }

    public static ApiException From(ApiRequest request, int code, ReadOnlySpan<byte> body, TimeSpan? retryAfter) =>
        From(request, code, Parse(body), Excerpt(body), retryAfter);

    /// <summary>From a Status object that came as an ERROR event of a watch, with its own code.</summary>
    public static ApiException From(ApiRequest request, JsonObject status) =>
        From(request, status["code"] is JsonValue v && v.TryGetValue(out int code) ? code : 500, status, "", null);

    private static ApiException From(ApiRequest request, int code, JsonObject? status, string text, TimeSpan? retryAfter)
    {
        var details = status?["details"] as JsonObject;
        var reason = status.Text("reason") is { Length: > 0 } stated ? stated : ReasonOf(code);
        var message = status.Text("message") is { Length: > 0 } said ? said : text;
        if (retryAfter is null && details?["retryAfterSeconds"] is JsonValue s && s.TryGetValue(out int seconds) && seconds > 0)
            retryAfter = TimeSpan.FromSeconds(seconds);
        return new ApiException($"{request}: {code} {reason}{(message.Length == 0 ? "" : ": ")}{message}")
        {
            Code = code,
            Reason = reason,
            ServerMessage = message,
            RetryAfter = retryAfter,
            Causes = Causes(details),
            Verb = request.Verb,
            Resource = request.Resource,
        };
    }

    private static IReadOnlyList<ApiCause> Causes(JsonObject? details) =>
        [.. details.Items("causes").Select(c => new ApiCause(c.Text("reason") ?? "", c.Text("field") ?? "", c.Text("message") ?? ""))];

    private static JsonObject? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            // A proxy's HTML page, or nothing at all: the excerpt of the text is the best message there is.
            return null;
        }
    }

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText)]);
        return text.ReplaceLineEndings(" ").Trim();
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
            _ => null,
        };

    /// <summary>The reasons of k8s.io/apimachinery's StatusReason, for answers that state none.</summary>
    private static string ReasonOf(int code) =>
        code switch
        {
            400 => "BadRequest",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            409 => "Conflict",
            410 => "Gone",
            413 => "RequestEntityTooLarge",
            415 => "UnsupportedMediaType",
            422 => "Invalid",
            429 => "TooManyRequests",
            500 => "InternalError",
            503 => "ServiceUnavailable",
            504 => "Timeout",
            _ => ((HttpStatusCode)code).ToString(),
        };
}
