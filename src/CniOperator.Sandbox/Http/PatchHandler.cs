using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Apply;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Patches;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Carries out patches of all four kinds.</summary>
internal sealed class PatchHandler(ClusterState state)
{
    private const string Json = "application/json-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";
    private const string ApplyYaml = "application/apply-patch+yaml";

    private readonly WriteHandler _writes = new(state);

    internal async Task PatchAsync(Exchange exchange)
    {
        var format = ResponseFormat.Negotiate(exchange.Http.Request, "Table", "PartialObjectMetadata");
        if (exchange.Query("force") is not null && exchange.Flag("force") && !IsApply(exchange))
            throw exchange.InvalidOption("force", FieldErrorType.Forbidden, "may not be specified for non-apply patch");
        var body = await RequestBody.ReadAsync(exchange.Http.Request, exchange.Aborted);
        var change = ChangeOf(exchange, body);
        var options = exchange.WriteSettings(exchange.Info.Subresource) with { Applies = body.MediaType == ApplyYaml };
        try
        {
            var written = state.Change(exchange.Resource, exchange.Version, exchange.Namespace, exchange.Name, change, options);
            await _writes.Answer(exchange, written, format);
        }
        catch (PatchException e)
        {
            throw RefusalOf(e, body.MediaType);
        }
        catch (ApplyConflictException e)
        {
            throw ConflictOf(e);
        }
        catch (InvalidApplyException e)
        {
            throw new ApiStatusException(500, "", e.Message);
        }
    }

    private static bool IsApply(Exchange exchange) =>
        (exchange.Http.Request.ContentType ?? "").StartsWith("application/apply-patch", StringComparison.Ordinal);

    private static ApiStatusException RefusalOf(PatchException e, string mediaType) =>
        mediaType switch
        {
            Json when e.IsTooLarge => new ApiStatusException(413, "RequestEntityTooLarge", $"Request entity too large: {e.Message}"),
            // The API server keeps to itself which operation failed.
            Json when e.IsInvalid => new ApiStatusException(
                422,
                "Invalid",
                "the server rejected our request due to an error in our request",
                []
            ),
            Json => Refusal.BadRequest(e.Message),
            _ when e.IsInvalid => new ApiStatusException(422, "Invalid", e.Message, []),
            _ => new ApiStatusException(500, "", e.Message),
        };

    private static ApiStatusException ConflictOf(ApplyConflictException e) =>
        new(
            409,
            "Conflict",
            e.Message,
            new JsonObject
            {
                ["causes"] = new JsonArray([
                    .. e.Conflicts.Select(c => new JsonObject
                    {
                        ["reason"] = "FieldManagerConflict",
                        ["message"] = c.CauseMessage,
                        ["field"] = c.Path,
                    }),
                ]),
            }
        );

    private Func<JsonObject?, JsonObject> ChangeOf(Exchange exchange, RequestBody body)
    {
        switch (body.MediaType)
        {
            case Json:
                var operations = ReadOperations(body);
                return live =>
                    Finish(
                        exchange,
                        JsonPatch.Apply(live!, operations) as JsonObject ?? throw Refusal.BadRequest("the patch leaves no object"),
                        null
                    );
            case Merge:
                var patch = ReadMap(body, "error decoding patch: ");
                return live => Finish(exchange, JsonMergePatch.Apply(live!, patch), null);
            case Strategic when !exchange.Resource.Custom:
                var strategic = ReadMap(body, "");
                return live => Finish(exchange, StrategicMergePatch.Apply(live!, strategic, exchange.Version.Schema), strategic);
            case ApplyYaml:
                return new ApplyPatch(exchange, state.Clock).Read(body);
            default:
                // Without a known patch type the API server cannot even say what it accepts, except for custom resources.
                throw exchange.Resource.Custom
                    ? Refusal.UnsupportedMediaType([Json, Merge, ApplyYaml])
                    : new ApiStatusException(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);
        }
    }

    private static JsonObject Finish(Exchange exchange, JsonObject patched, JsonObject? strategic)
    {
        // A patch is judged by what it leads to; a strategic one is shown as it came.
        var text = strategic is null ? JsonText.Of(patched) : GoText.Plain(strategic);
        var obj = new ObjectDecoder(exchange).DecodePatched(patched, () => text);
        WriteHandler.CheckName(exchange, obj);
        WriteHandler.SetNamespace(exchange, obj);
        return obj;
    }

    private static JsonArray ReadOperations(RequestBody body)
    {
        var node = ReadNode(body);
        if (node is not JsonArray operations)
            throw Undecodable(node, "[]handlers.jsonPatchOp");
        return operations.FirstOrDefault(o => o is not JsonObject) is { } wrong
            ? throw Undecodable(wrong, "handlers.jsonPatchOp")
            : operations;
    }

    private static ApiStatusException Undecodable(JsonNode? node, string type) =>
        Refusal.BadRequest($"error decoding patch: json: cannot unmarshal {GoText.JsonType(node)} into Go value of type {type}");

    private static JsonObject ReadMap(RequestBody body, string prefix) =>
        ReadNode(body, prefix) switch
        {
            JsonObject map => map,
            null => throw Refusal.BadRequest("Invalid JSON Patch"),
            var other => throw Refusal.BadRequest(
                $"{prefix}json: cannot unmarshal {GoText.JsonType(other)} into Go value of type map[string]interface {{}}"
            ),
        };

    private static JsonNode? ReadNode(RequestBody body, string prefix = "error decoding patch: ") =>
        GoJsonSyntax.Explain(body.Bytes) is { } mistake ? throw Refusal.BadRequest(prefix + mistake) : JsonReader.Read(body.Bytes, []);
}
