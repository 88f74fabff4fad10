using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Formats;
using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Http;

/// <summary>A request's body and what kind of text it is.</summary>
internal sealed record RequestBody(string MediaType, byte[] Bytes)
{
    internal bool IsEmpty => Bytes.Length == 0;

    internal string Text => Encoding.UTF8.GetString(Bytes);

    // Of a body that is too large, what is left is read and thrown away, up to here: a server that closes a connection
    // while the client still sends makes the client see a reset connection instead of the answer (RFC 9112, 9.6).
    private const int DrainLimit = 10 * ApiServer.MaxBodySize;

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="ApiStatusException">413: it is longer than <see cref="ApiServer.MaxBodySize"/>.</exception>
    internal static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        var total = 0L;
        while (await request.Body.ReadAsync(chunk, cancellationToken) is > 0 and var count)
        {
            total += count;
            if (total <= ApiServer.MaxBodySize)
                buffer.Write(chunk, 0, count);
            else if (total > DrainLimit)
                break;
        }

        if (total > ApiServer.MaxBodySize)
        {
            throw new ApiStatusException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {ApiServer.MaxBodySize}");
        }

        var type = request.ContentType ?? "";
        var end = type.IndexOf(';', StringComparison.Ordinal);
        return new RequestBody((end < 0 ? type : type[..end]).Trim().ToLowerInvariant(), buffer.ToArray());
    }

    /// <summary>The body as an object, whatever media type a create or update may have.</summary>
    /// <param name="kind">The expected kind, for messages.</param>
    /// <param name="duplicates">Receives the paths of fields that are stated twice.</param>
    /// <exception cref="ApiStatusException">415 for another media type, 400 for text that is not an object.</exception>
    internal JsonObject ReadObject(string kind, List<string> duplicates)
    {
        if (MediaType is not ("" or "application/json" or "application/yaml"))
        {
            // kubectl's typed commands, `create namespace` among them, send Protobuf, which a real server reads.
            var hint =
                MediaType == "application/vnd.kubernetes.protobuf"
                    ? " (the embedded cluster reads no Protobuf: use kubectl apply -f or create -f)"
                    : "";
            throw Refusal.UnsupportedMediaType(["application/json", "application/yaml"], hint);
        }

        if (IsEmpty)
            throw Unrecognized(kind, "couldn't get version/kind; json parse error: unexpected end of JSON input");
        return MediaType == "application/yaml" ? ReadYaml(kind, duplicates) : ReadJson(kind, duplicates);
    }

    private JsonObject ReadJson(string kind, List<string> duplicates)
    {
        if (GoJsonSyntax.Explain(Bytes) is { } mistake)
            throw Unrecognized(kind, $"couldn't get version/kind; json parse error: {mistake}");
        return JsonReader.Read(Bytes, duplicates) switch
        {
            JsonObject obj => obj,
            null => [],
            var other => throw Unrecognized(
                kind,
                $"couldn't get version/kind; json parse error: json: cannot unmarshal {GoText.JsonType(other)} into Go value of type "
                    + "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }"
            ),
        };
    }

    /// <summary>400: the body is nothing that this endpoint can read.</summary>
    internal ApiStatusException Unrecognized(string kind, string problem) =>
        Refusal.BadRequest(
            kind == "DeleteOptions" ? problem : $"the object provided is unrecognized (must be of type {kind}): {problem} ({Start()})"
        );

    /// <summary>The body as an object of YAML, which JSON is part of.</summary>
    private JsonObject ReadYaml(string kind, List<string> duplicates)
    {
        // kubectl sends JSON under the YAML media type.
        if (Bytes.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..])
            return ReadJson(kind, duplicates);
        try
        {
            return ReadYamlNode() as JsonObject ?? throw Unrecognized(kind, "the body must hold one YAML document, an object");
        }
        catch (DocumentException e)
        {
            throw Refusal.BadRequest($"error decoding YAML: {e.Message}");
        }
    }

    /// <summary>The body as YAML; <c>null</c> when it holds no document, or several.</summary>
    /// <exception cref="DocumentException">It is not YAML.</exception>
    internal JsonNode? ReadYamlNode()
    {
        if (Bytes.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..] && GoJsonSyntax.Explain(Bytes) is null)
            return JsonReader.Read(Bytes, []);
        var documents = YamlReader.Read(Text, "body");
        return documents.Count == 1 ? documents[0].Root : null;
    }

    // As the API server shows it: an object as text, anything else in hexadecimal digits.
    private string Start()
    {
        if (IsEmpty)
            return "<empty>";
        var cut = Bytes.AsSpan(0, Math.Min(30, Bytes.Length));
        return (Bytes[0] == '{' ? Encoding.UTF8.GetString(cut) : Convert.ToHexStringLower(cut)) + (Bytes.Length > cut.Length ? " ..." : "");
    }
}
