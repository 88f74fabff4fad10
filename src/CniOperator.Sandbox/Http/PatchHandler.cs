using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Schemas;
using CniOperator.Sandbox.Apply;
using CniOperator.Sandbox.Patches;
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
        var body = await RequestBody.ReadAsync(exchange.Http.Request, exchange.Aborted);
        var change = ChangeOf(exchange, body);
        var options = exchange.WriteOptions(exchange.Info.Subresource) with { Applies = body.MediaType == ApplyYaml };
        try
        {
            var written = state.Change(exchange.Resource, exchange.Version, exchange.Namespace, exchange.Name, change, options);
            await _writes.Answer(exchange, written, format);
        }
        catch (PatchException e)
        {
            throw e.IsInvalid
                ? new ApiStatusException(422, "Invalid", e.Message, [])
                : Refusal.BadRequest(e.Message);
        }
        catch (ApplyConflictException e)
        {
            throw ConflictOf(e);
        }
        catch (InvalidApplyException e)
        {
            throw Refusal.BadRequest(e.Message);
        }
    }

    private static ApiStatusException ConflictOf(ApplyConflictException e) => new(409, "Conflict", e.Message, new JsonObject
    {
        ["causes"] = new JsonArray([.. e.Conflicts.Select(c => new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = c.CauseMessage,
            ["field"] = c.Path,
        })]),
    });

    private Func<JsonObject?, JsonObject> ChangeOf(Exchange exchange, RequestBody body)
    {
        switch (body.MediaType)
        {
            case Json:
                var operations = ReadNode(body) as JsonArray ?? throw Refusal.BadRequest("error decoding patch: a JSON patch is a list of operations");
                return live => Finish(exchange, JsonPatch.Apply(live!, operations) as JsonObject ?? throw Refusal.BadRequest("the patch leaves no object"));
            case Merge:
                var patch = ReadMap(body);
                return live => Finish(exchange, MergePatch.Apply(live!, patch));
            case Strategic when !exchange.Resource.Custom:
                var strategic = ReadMap(body);
                return live => Finish(exchange, StrategicMergePatch.Apply(live!, strategic, exchange.Version.Schema));
            case ApplyYaml:
                return ApplyOf(exchange, body);
            default:
                // Without a known patch type the API server cannot even say what it accepts, except for custom resources and strategic patches.
                throw body.MediaType == Strategic
                    ? Refusal.UnsupportedMediaType([Json, Merge, ApplyYaml])
                    : new ApiStatusException(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);
        }
    }

    private Func<JsonObject?, JsonObject> ApplyOf(Exchange exchange, RequestBody body)
    {
        if (exchange.Query("fieldManager") is null or "")
        {
            throw Refusal.Invalid("meta.k8s.io", "PatchOptions", "", [new FieldError("fieldManager", FieldErrorType.Required, "is required for apply patch")]);
        }

        var decoder = new ObjectDecoder(exchange);
        var applied = body.ReadYaml(exchange.Version.Kind);
        CheckApplied(exchange, applied);
        decoder.Decode(applied);
        applied.Metadata()["name"] = exchange.Name;
        if (exchange.Namespace is not null) applied.Metadata()["namespace"] = exchange.Namespace;
        Restrict(exchange, applied);
        var manager = new FieldManager(exchange.FieldManager, exchange.Version.ApiVersion, exchange.Info.Subresource.Length == 0 ? null : exchange.Info.Subresource);
        var force = exchange.Query("force") is not null && exchange.Flag("force");
        return live =>
        {
            var result = ServerSideApply.Apply(live, applied, manager, force, exchange.Version.Schema, state.Clock.GetUtcNow(), exchange.Version.HasStatus);
            if (live is null) result.Metadata().Remove("resourceVersion");
            return result;
        };
    }

    private static void CheckApplied(Exchange exchange, JsonObject applied)
    {
        if (applied.TextAt("apiVersion") is not { Length: > 0 } || applied.TextAt("kind") is not { Length: > 0 })
            throw Refusal.BadRequest("invalid object type: /, Kind=: apiVersion and kind must be set for server-side apply");
        if (applied.At("metadata", "managedFields") is JsonArray { Count: > 0 }) throw Refusal.BadRequest("metadata.managedFields must be nil");
        if (applied.Name() is { Length: > 0 } name && name != exchange.Name)
            throw Refusal.BadRequest($"the name of the object ({name}) does not match the name on the URL ({exchange.Name})");
        if (applied.Namespace() is { } ns && exchange.Namespace is not null && ns != exchange.Namespace)
            throw Refusal.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        (applied["metadata"] as JsonObject)?.Remove("managedFields");
    }

    /// <summary>An apply owns only what its endpoint writes (KEP-555, reset fields).</summary>
    private static void Restrict(Exchange exchange, JsonObject applied)
    {
        if (exchange.Info.Subresource.Length == 0)
        {
            if (exchange.Version.HasStatus) applied.Remove("status");
            return;
        }

        foreach (var field in applied.Select(f => f.Key).Where(f => f is not ("status" or "metadata" or "kind" or "apiVersion")).ToArray()) applied.Remove(field);
    }

    private static JsonObject Finish(Exchange exchange, JsonObject patched)
    {
        if (patched.Name() != exchange.Name)
            throw Refusal.BadRequest($"the name of the object ({patched.Name()}) does not match the name on the URL ({exchange.Name})");
        return new ObjectDecoder(exchange).Decode(patched);
    }

    private static JsonObject ReadMap(RequestBody body) =>
        ReadNode(body) as JsonObject ?? throw Refusal.BadRequest("error decoding patch: the patch must be an object");

    private static JsonNode? ReadNode(RequestBody body)
    {
        try
        {
            return JsonReader.Read(body.Bytes, []);
        }
        catch (JsonException e)
        {
            throw Refusal.BadRequest($"error decoding patch: {JsonReader.Explain(body.Bytes, e)}");
        }
    }
}
