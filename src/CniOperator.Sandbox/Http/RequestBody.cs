using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Core.Documents;
using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Http;

/// <summary>A request's body and what kind of text it is.</summary>
internal sealed record RequestBody(string MediaType, byte[] Bytes)
{
    internal bool IsEmpty => Bytes.Length == 0;

    internal string Text => Encoding.UTF8.GetString(Bytes);

    internal static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ApiStatusException(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728");
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
        if (MediaType is not ("" or "application/json" or "application/yaml" or "text/plain"))
        {
            // kubectl's typed commands, `create namespace` among them, send Protobuf, which a real server reads.
            var hint = MediaType == "application/vnd.kubernetes.protobuf" ? " (the embedded cluster reads no Protobuf: use kubectl apply -f or create -f)" : "";
            throw Refusal.UnsupportedMediaType(["application/json", "application/yaml"], hint);
        }

        if (IsEmpty) throw Refusal.BadRequest($"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)");
        return MediaType == "application/yaml" ? ReadYaml(kind) : ReadJson(kind, duplicates);
    }

    private JsonObject ReadJson(string kind, List<string> duplicates)
    {
        try
        {
            if (JsonReader.Read(Bytes, duplicates) is JsonObject obj) return obj;
        }
        catch (System.Text.Json.JsonException e)
        {
            throw Refusal.BadRequest($"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: {JsonReader.Explain(Bytes, e)} ({Start()})");
        }

        throw Refusal.BadRequest($"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: json: cannot unmarshal a value that is no object ({Start()})");
    }

    /// <summary>The body as an object of YAML, which JSON is part of.</summary>
    internal JsonObject ReadYaml(string kind)
    {
        // kubectl sends JSON under the YAML media type.
        if (Bytes.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..]) return ReadJson(kind, []);
        try
        {
            var documents = YamlReader.Read(Text, "body");
            if (documents.Count == 1 && documents[0].Root is JsonObject obj) return obj;
        }
        catch (DocumentException e)
        {
            throw Refusal.BadRequest($"error decoding YAML: {e.Message}");
        }

        throw Refusal.BadRequest($"the object provided is unrecognized (must be of type {kind}): the body must hold one YAML document, an object");
    }

    private string Start() => Bytes.Length <= 30 ? Text : Encoding.UTF8.GetString(Bytes, 0, 30) + " ...";
}
