using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Rules;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>
/// Takes what a client sent as an object of the endpoint's kind: checks kind and types, drops unknown fields and reports them as asked
/// (KEP-2885).
/// </summary>
internal sealed class ObjectDecoder(Exchange exchange)
{
    private readonly List<string> _duplicates = [];

    /// <summary>Where <see cref="RequestBody.ReadObject"/> reports repeated fields to.</summary>
    internal List<string> Duplicates => _duplicates;

    private ServedVersion Version => exchange.Version;

    private bool Custom => exchange.Resource.Custom;

    /// <summary>Checks and cleans the body of a create or update, in place.</summary>
    /// <exception cref="ApiStatusException">
    /// 400 when it cannot be taken as that kind, or has unknown fields under strict validation.
    /// </exception>
    internal JsonObject Decode(JsonObject obj)
    {
        var kind = obj.Text("kind") is { Length: > 0 } stated ? stated : Version.Kind;
        var apiVersion = obj.Text("apiVersion") is { Length: > 0 } text ? text : Version.ApiVersion;
        if (!Custom && (kind != Version.Kind || apiVersion != Version.ApiVersion))
            throw WrongKind.Of(apiVersion, kind, Version);
        if (Problem(obj) is { } problem)
            throw Unusable(apiVersion, kind, problem);
        if (Custom && apiVersion != Version.ApiVersion)
            throw Refusal.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({Version.ApiVersion})"
            );
        Identify(obj, apiVersion, kind);
        if (Clean(obj) is { } unknown)
            throw Unusable(apiVersion, kind, unknown);
        return obj;
    }

    /// <summary>Checks and cleans the outcome of a patch, in place.</summary>
    /// <param name="obj">The patched object.</param>
    /// <param name="shown">What a refusal shows as the culprit.</param>
    /// <exception cref="ApiStatusException">
    /// 422 when it is not an object of that kind any more, or has unknown fields under strict validation.
    /// </exception>
    internal JsonObject DecodePatched(JsonObject obj, Func<string> shown)
    {
        var kind = obj.Text("kind") ?? "";
        var apiVersion = obj.Text("apiVersion") ?? "";
        if (!Custom && (kind != Version.Kind || apiVersion != Version.ApiVersion))
            throw BadPatch(WrongKind.Problem(apiVersion, kind, Version), shown);
        if (Problem(obj) is { } problem)
            throw BadPatch(problem, shown);
        Identify(obj, apiVersion, kind);
        return Clean(obj) is { } unknown ? throw BadPatch(unknown, shown) : obj;
    }

    private static ApiStatusException BadPatch(string problem, Func<string> shown) =>
        Refusal.Invalid("", "", "", [new FieldError("patch", FieldErrorType.Invalid, problem, GoText.Quote(shown()))]);

    private ApiStatusException Unusable(string apiVersion, string kind, string problem)
    {
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return Refusal.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {Version.Kind}: {problem}");
    }

    /// <summary>The first value of a wrong type: anywhere in a built-in object, in the metadata of a custom one.</summary>
    private string? Problem(JsonObject obj) =>
        Custom
            ? ShapeCheck.FindDecodeProblem(BuiltInTypes.Get("ObjectMeta"), obj["metadata"], "", "ObjectMeta")
            : ShapeCheck.FindDecodeProblem(Version.Schema, obj, "", Version.Kind);

    private void Identify(JsonObject obj, string apiVersion, string kind)
    {
        if (Custom)
        {
            var group = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('/')[0] : "";
            var wrong =
                apiVersion != Version.ApiVersion
                    ? new FieldError("apiVersion", FieldErrorType.Invalid, $"must be {Version.ApiVersion}", $"\"{apiVersion}\"")
                : kind != Version.Kind ? new FieldError("kind", FieldErrorType.Invalid, $"must be {Version.Kind}", $"\"{kind}\"")
                : null;
            if (wrong is not null)
                throw Refusal.Invalid(group, kind, obj.Name(), [wrong]);
        }

        obj["kind"] = kind;
        obj["apiVersion"] = apiVersion;
        if (!Custom)
            return;
        foreach (var finalizer in obj.List("metadata", "finalizers") ?? [])
            if (
                finalizer?.ToString() is { } name
                && !name.Contains('/', StringComparison.Ordinal)
                && name is not ("orphan" or "foregroundDeletion")
            )
                exchange.Warn(
                    $"metadata.finalizers: \"{name}\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers"
                );
    }

    /// <summary>Drops unknown fields and reports them; the answer is what is wrong with them under strict validation.</summary>
    private string? Clean(JsonObject obj)
    {
        var unknown = Prune(obj).Select(f => $"unknown field \"{f}\"");
        var repeated = _duplicates.Select(f => $"duplicate field \"{f}\"");
        List<string> all = Custom ? [.. repeated, .. unknown] : [.. unknown, .. repeated];
        switch (exchange.Query("fieldValidation"))
        {
            case "Ignore":
                return null;
            case "Strict":
                return all.Count == 0 ? null : $"strict decoding error: {string.Join(", ", all)}";
            case null or "" or "Warn":
                foreach (var problem in all)
                    exchange.Warn(problem);
                return null;
            case var other:
                throw exchange.InvalidOption(
                    "fieldValidation",
                    FieldErrorType.NotSupported,
                    "supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
                    $"\"{other}\""
                );
        }
    }

    private List<string> Prune(JsonObject obj)
    {
        var unknown = new List<string>();
        if (obj["metadata"] is JsonObject metadata)
        {
            unknown.AddRange(
                SchemaPruner.Prune(BuiltInTypes.Get("ObjectMeta"), metadata, isResourceRoot: false).Select(f => $"metadata.{f}")
            );
            DropEmpty(metadata);
        }
        else if (obj.ContainsKey("metadata"))
            obj["metadata"] = new JsonObject();

        unknown.AddRange(SchemaPruner.Prune(Version.Schema, obj, isResourceRoot: true));
        return unknown;
    }

    /// <summary>Typed metadata has no nulls and no empty collections.</summary>
    private static void DropEmpty(JsonObject metadata)
    {
        foreach (var (field, value) in metadata.ToArray())
            if (value is null or JsonObject { Count: 0 } || (value is JsonArray { Count: 0 } && field != "managedFields"))
                metadata.Remove(field);
        // The server ignores it since 1.20.
        metadata.Remove("selfLink");
    }
}
