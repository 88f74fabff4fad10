using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CniOperator.Sandbox.Http;

/// <summary>One request for a resource and its answer.</summary>
internal sealed class Exchange(HttpContext http, RequestInfo info, Resource resource, ServedVersion version)
{
    internal HttpContext Http { get; } = http;

    internal RequestInfo Info { get; } = info;

    internal Resource Resource { get; } = resource;

    internal ServedVersion Version { get; } = version;

    internal CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The namespace of the objects; <c>null</c> for all, and for cluster-scoped resources.</summary>
    internal string? Namespace => Info.StoreNamespace(Resource);

    internal string Name => Info.Name!;

    internal bool DryRun => Query("dryRun") switch
    {
        null or "" => false,
        "All" => true,
        var other => throw Refusal.Invalid("meta.k8s.io", "Options", "", [new Core.Schemas.FieldError("dryRun", Core.Schemas.FieldErrorType.NotSupported, "supported values: \"All\"", $"\"{other}\"")]),
    };

    /// <summary>The stated field manager, or the user agent up to its first slash (apiserver <c>managerOrUserAgent</c>).</summary>
    internal string FieldManager => Query("fieldManager") is { Length: > 0 } manager ? manager : UserAgentName();

    internal string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    internal bool Flag(string name) => Query(name) is "true" or "1" or "";

    internal long? Number(string name) => Query(name) is { Length: > 0 } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

    internal WriteOptions WriteOptions(string subresource) => new(FieldManager) { Subresource = subresource, DryRun = DryRun };

    internal ObjectFilter Filter() => new(
        Namespace, LabelSelector.Parse(Query("labelSelector")), FieldSelector.Parse(Query("fieldSelector"), Resource, Version));

    /// <summary>Adds a warning header (RFC 9110 §5.5, agent "-").</summary>
    internal void Warn(string text)
    {
        var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Http.Response.Headers.Append(HeaderNames.Warning, $"299 - \"{quoted}\"");
    }

    internal Task Answer(int status, JsonNode body) => Answer(status, JsonText.Write(body));

    internal Task Answer(int status, byte[] body) => Responses.WriteJson(Http, status, body);

    private string UserAgentName()
    {
        var agent = Http.Request.Headers.UserAgent.ToString();
        var slash = agent.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? agent : agent[..slash];
        return name.Length == 0 ? "unknown" : name;
    }
}
