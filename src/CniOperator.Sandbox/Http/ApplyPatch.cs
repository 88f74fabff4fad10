using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Apply;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Rules;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Reads the body of a server-side apply and says what it makes of the live object.</summary>
internal sealed class ApplyPatch(Exchange exchange, TimeProvider clock)
{
    internal Func<JsonObject?, JsonObject> Read(RequestBody body)
    {
        if (exchange.Query("fieldManager") is null or "")
            throw exchange.InvalidOption("fieldManager", FieldErrorType.Required, "is required for apply patch");
        var manager = new FieldManager(
            exchange.FieldManager,
            exchange.Version.ApiVersion,
            exchange.Info.Subresource.Length == 0 ? null : exchange.Info.Subresource
        );
        var applied = Parse(body);
        CheckApplied(applied);
        var force = exchange.Flag("force");
        return live => Merge(live, applied, manager, force);
    }

    private static JsonObject Parse(RequestBody body)
    {
        try
        {
            var node = body.ReadYamlNode();
            return node as JsonObject
                ?? throw Refusal.BadRequest(
                    $"error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {GoText.JsonType(node)} into Go value of type map[string]interface {{}}"
                );
        }
        catch (DocumentException e)
        {
            throw Refusal.BadRequest($"error decoding YAML: {e.Message}");
        }
    }

    private void CheckApplied(JsonObject applied)
    {
        var (kind, apiVersion) = (applied.Text("kind") ?? "", applied.Text("apiVersion") ?? "");
        if (kind != exchange.Version.Kind || apiVersion != exchange.Version.ApiVersion)
        {
            var group = apiVersion.Contains('/', StringComparison.Ordinal) || apiVersion.Length == 0 ? apiVersion : "/" + apiVersion;
            throw Refusal.BadRequest($"invalid object type: {(group.Length == 0 ? "/" : group)}, Kind={kind}");
        }

        if (applied.At("metadata", "managedFields") is not null)
            throw Refusal.BadRequest("metadata.managedFields must be nil");
        (applied["metadata"] as JsonObject)?.Remove("managedFields");
    }

    private JsonObject Merge(JsonObject? live, JsonObject applied, FieldManager manager, bool force)
    {
        var result = ServerSideApply.Apply(
            live,
            applied,
            manager,
            force,
            exchange.Version.Schema,
            clock.GetUtcNow(),
            exchange.Version.HasStatus
        );
        WriteHandler.CheckName(exchange, result);
        WriteHandler.SetNamespace(exchange, result);
        var stated = applied.Text("metadata", "resourceVersion");
        if (live is not null && stated is { Length: > 0 })
            result.Metadata()["resourceVersion"] = stated;
        if (live is not null)
            return result;
        // What does not exist has no uid that could match.
        if (applied.Uid() is not { Length: > 0 } uid)
            return result;
        var wrong = MetadataRules.Immutable("uid", uid);
        throw Refusal.Invalid(exchange.Resource.Name.Group, exchange.Version.Kind, exchange.Name, [wrong, wrong]);
    }
}
