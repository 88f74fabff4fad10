using System.Text.Json.Nodes;
using CniOperator.Core.Schemas;
using CniOperator.Sandbox.BuiltIns;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Takes what a client sent as an object of the endpoint's kind: checks kind and types, drops unknown fields and reports them as asked (KEP-2885).</summary>
internal sealed class ObjectDecoder(Exchange exchange)
{
    private readonly List<string> _duplicates = [];

    /// <summary>Where <see cref="RequestBody.ReadObject"/> reports repeated fields to.</summary>
    internal List<string> Duplicates => _duplicates;

    private ServedVersion Version => exchange.Version;

    /// <summary>Checks and cleans an object in place.</summary>
    /// <exception cref="ApiStatusException">400 when it cannot be taken as that kind, or has unknown fields under strict validation.</exception>
    internal JsonObject Decode(JsonObject obj)
    {
        CheckKind(obj);
        var unknown = Prune(obj);
        if (!exchange.Resource.Custom) CheckTypes(obj);
        Report(unknown);
        return obj;
    }

    private void CheckKind(JsonObject obj)
    {
        var kind = obj.TextAt("kind");
        var apiVersion = obj.TextAt("apiVersion");
        if (exchange.Resource.Custom)
        {
            if (kind is null or "") throw Refusal.BadRequest("Object 'Kind' is missing in the body");
            if (apiVersion != Version.ApiVersion)
                throw Refusal.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({Version.ApiVersion})");
            if (kind != Version.Kind) throw Refusal.BadRequest($"the kind in the data ({kind}) does not match the expected kind ({Version.Kind})");
            return;
        }

        kind = kind is null or "" ? Version.Kind : kind;
        apiVersion = apiVersion is null or "" ? Version.ApiVersion : apiVersion;
        if (kind != Version.Kind || apiVersion != Version.ApiVersion)
        {
            var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
            throw Refusal.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {Version.Kind}: it is not of {Version.ApiVersion}");
        }

        obj["kind"] = kind;
        obj["apiVersion"] = apiVersion;
    }

    private List<string> Prune(JsonObject obj)
    {
        var unknown = new List<string>();
        if (obj["metadata"] is JsonObject metadata)
        {
            unknown.AddRange(SchemaPruner.Prune(BuiltInTypes.Get("ObjectMeta"), metadata, isResourceRoot: false).Select(f => $"metadata.{f}"));
            DropEmpty(metadata);
        }
        else if (obj.ContainsKey("metadata")) obj["metadata"] = new JsonObject();

        unknown.AddRange(SchemaPruner.Prune(Version.Schema, obj, isResourceRoot: true));
        return unknown;
    }

    /// <summary>Typed metadata has no nulls and no empty collections.</summary>
    private static void DropEmpty(JsonObject metadata)
    {
        foreach (var (field, value) in metadata.ToArray())
            if (value is null or JsonObject { Count: 0 } || (value is JsonArray { Count: 0 } && field != "managedFields")) metadata.Remove(field);
    }

    private void CheckTypes(JsonObject obj)
    {
        if (TypeMismatch.Find(Version.Schema, obj, Version.Kind) is { } problem)
            throw Refusal.BadRequest($"{Version.Kind} in version \"{Version.Version}\" cannot be handled as a {Version.Kind}: {problem}");
    }

    private void Report(List<string> unknown)
    {
        var problems = unknown.Select(f => $"unknown field \"{f}\"");
        var repeated = _duplicates.Select(f => $"duplicate field \"{f}\"");
        List<string> all = exchange.Resource.Custom ? [.. repeated, .. problems] : [.. problems, .. repeated];
        if (all.Count == 0) return;
        switch (exchange.Query("fieldValidation"))
        {
            case "Ignore":
                return;
            case "Strict":
                throw Refusal.BadRequest($"{Version.Kind} in version \"{Version.Version}\" cannot be handled as a {Version.Kind}: strict decoding error: {string.Join(", ", all)}");
            case null or "" or "Warn":
                foreach (var problem in all) exchange.Warn(problem);
                return;
            case var other:
                throw Refusal.Invalid("meta.k8s.io", "CreateOptions", "", [new FieldError("fieldValidation", FieldErrorType.NotSupported, "supported values: \"Ignore\", \"Strict\", \"Warn\"", $"\"{other}\"")]);
        }
    }
}
