using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.OpenApi;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Discovery;

/// <summary>Answers the paths that are not resources: health, version, discovery, OpenAPI.</summary>
internal sealed class StaticPaths(ClusterState state, string gitVersion)
{
    private const string Aggregated = "APIGroupDiscoveryList";

    // kubectl asks for OpenAPI v2 in protobuf alone, of a kind that v3 does not have. A document without definitions lets it go on to say
    // itself that there is no such kind.
    private const string ProtobufV2 = "application/com.github.proto-openapi.spec.v2";

    // Field 1, the version: "2.0".
    private static readonly byte[] EmptyProtobufV2 = [0x0A, 3, .. "2.0"u8];

    internal Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Method is not ("GET" or "HEAD"))
            throw Refusal.NoSuchMethod();
        var parts = (http.Request.Path.Value ?? "/").Trim('/').Split('/');
        return parts[0] switch
        {
            "healthz" or "livez" or "readyz" => Responses.WriteText(
                http,
                200,
                http.Request.Query.ContainsKey("verbose") ? $"[+]ping ok\n{parts[0]} check passed\n" : "ok"
            ),
            "version" => Json(http, Version()),
            "api" when parts.Length == 1 => Groups(http, core: true),
            "apis" when parts.Length == 1 => Groups(http, core: false),
            "apis" when parts.Length == 2 => DiscoveryDocuments.Group(state, parts[1]) is { } group
                ? Json(http, group)
                : Responses.WriteNoPage(http),
            "api" when parts.Length == 2 => Json(http, DiscoveryDocuments.Resources(state, "", parts[1]) ?? throw Refusal.NoSuchResource()),
            "openapi" => OpenApi(http, parts),
            "" => Json(
                http,
                new JsonObject
                {
                    ["paths"] = new JsonArray("/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"),
                }
            ),
            _ => Responses.WriteNoPage(http),
        };
    }

    /// <summary>/apis/GROUP/VERSION looks like a resource path without a resource; the request handler sends it here.</summary>
    internal Task AnswerVersionAsync(HttpContext http, string group, string version) =>
        Json(http, DiscoveryDocuments.Resources(state, group, version) ?? throw Refusal.NoSuchResource());

    private static Task Json(HttpContext http, JsonObject body, string contentType = "application/json") =>
        Responses.WriteJson(http, 200, JsonText.Utf8(body), contentType);

    /// <summary>Answers 304 to a client that has this very document already (RFC 9110 §13.1.2).</summary>
    private static Task Tagged(HttpContext http, JsonObject body, string contentType)
    {
        var bytes = JsonText.Utf8(body);
        var tag = $"\"{Convert.ToHexString(SHA512.HashData(bytes))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.Vary = "Accept";
        if (http.Request.Headers.IfNoneMatch != tag)
            return Responses.WriteJson(http, 200, bytes, contentType);
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    private Task Groups(HttpContext http, bool core)
    {
        var format = ResponseFormat.Negotiate(http.Request, Aggregated);
        if (format.As == Aggregated && format.Version is "v2" or "v2beta1")
            return Tagged(
                http,
                AggregatedDiscovery.Write(state, core, format.Version),
                $"application/json;g=apidiscovery.k8s.io;v={format.Version};as={Aggregated}"
            );
        return Json(http, core ? DiscoveryDocuments.CoreVersions(http.Request.Host.Value ?? "") : DiscoveryDocuments.Groups(state));
    }

    private Task OpenApi(HttpContext http, string[] parts)
    {
        if (parts.Length >= 2 && parts[1] == "v2")
        {
            if (http.Request.Headers.Accept.ToString().StartsWith(ProtobufV2, StringComparison.Ordinal))
                return Responses.WriteJson(http, 200, EmptyProtobufV2, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
            ResponseFormat.Negotiate(http.Request);
            return Json(http, SwaggerDocument.Write(state));
        }

        if (parts.Length == 2 && parts[1] == "v3")
            return Json(http, OpenApiDocuments.Index(state));
        if (parts.Length < 4 || parts[1] != "v3")
            throw Refusal.NoSuchResource();
        ResponseFormat.Negotiate(http.Request);
        var (group, version) = parts[2] == "api" ? ("", parts[3]) : (parts[3], parts.Length > 4 ? parts[4] : "");
        return Json(http, OpenApiDocuments.Write(state, group, version) ?? throw Refusal.NoSuchResource());
    }

    private JsonObject Version()
    {
        var parts = gitVersion.TrimStart('v').Split('.');
        return new JsonObject
        {
            ["major"] = parts[0],
            ["minor"] = parts.Length > 1 ? parts[1] : "",
            ["gitVersion"] = gitVersion + "+cni-operator-sandbox",
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "none",
            ["compiler"] = "dotnet",
            ["platform"] = "any",
        };
    }
}
