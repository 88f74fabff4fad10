using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Answers;
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

    internal bool DryRun =>
        Query("dryRun") switch
        {
            null or "" => false,
            "All" => true,
            var other => throw InvalidOption("dryRun", FieldErrorType.NotSupported, "supported values: \"All\"", $"[\"{other}\"]"),
        };

    /// <summary>The stated field manager, or the user agent up to its first slash (apiserver <c>managerOrUserAgent</c>).</summary>
    internal string FieldManager => Query("fieldManager") is { Length: > 0 } manager ? Checked(manager) : UserAgentName();

    /// <summary>400 or 422 in the name of the request's options: <c>CreateOptions</c>, <c>PatchOptions</c>.</summary>
    internal ApiStatusException InvalidOption(string field, FieldErrorType type, string detail, string? value = null)
    {
        var kind = Http.Request.Method switch
        {
            "POST" => "CreateOptions",
            "PUT" => "UpdateOptions",
            "PATCH" => "PatchOptions",
            _ => "DeleteOptions",
        };
        return Refusal.Invalid("meta.k8s.io", kind, "", [new FieldError(field, type, detail, value)]);
    }

    internal string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A flag as the API server reads one: anything but a plain no is a yes.</summary>
    internal bool Flag(string name) =>
        Query(name) is { } text && text is not "0" && !text.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ApiStatusException">400: it is not a number.</exception>
    internal long? Number(string name)
    {
        if (Query(name) is not { Length: > 0 } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusal.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    internal WriteSettings WriteSettings(string subresource) => new(FieldManager) { Subresource = subresource, DryRun = DryRun };

    internal ObjectFilter Filter() => ObjectFilter.Of(Resource, Version, Namespace, Query("labelSelector"), Query("fieldSelector"));

    /// <summary>Adds a warning header (RFC 9110 §5.5, agent "-").</summary>
    internal void Warn(string text)
    {
        var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Http.Response.Headers.Append(HeaderNames.Warning, $"299 - \"{quoted}\"");
    }

    internal Task Answer(int status, JsonNode body) => Answer(status, JsonText.Utf8(body));

    internal Task Answer(int status, byte[] body) => Responses.WriteJson(Http, status, body);

    private string Checked(string manager)
    {
        const int limit = 128;
        if (Encoding.UTF8.GetByteCount(manager) > limit)
            throw InvalidOption("fieldManager", FieldErrorType.TooLong, $"may not be more than {limit} bytes");
        for (var i = 0; i < manager.Length; i++)
        {
            if (!char.IsControl(manager[i]))
                continue;
            var shown = string.Concat(manager.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : $"{c}"));
            throw InvalidOption(
                "fieldManager",
                FieldErrorType.Invalid,
                $"invalid character U+{(int)manager[i]:X4} (at position {i})",
                $"\"{shown}\""
            );
        }

        return manager;
    }

    private string UserAgentName()
    {
        var agent = Http.Request.Headers.UserAgent.ToString();
        var slash = agent.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? agent : agent[..slash];
        return name.Length == 0 ? "unknown" : name;
    }
}
