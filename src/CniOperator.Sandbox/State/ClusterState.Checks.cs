using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Rules;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.State;

/// <content>What a write must hold before anything is stored.</content>
public sealed partial class ClusterState
{
    /// <summary>What a patch may state only as it is.</summary>
    private static readonly string[] FixedFields = ["uid", "deletionTimestamp"];

    private static void CheckPreconditions(Resource resource, StoredObject live, JsonObject obj, WriteSettings options)
    {
        CheckIdentity(resource, live, obj, options);
        var stated = obj.Text("metadata", "resourceVersion");
        if (stated is null or "" or "0")
        {
            if (options.Replaces && !resource.Strategy.AllowsUnconditionalUpdate)
                throw Refusal.Invalid(resource.Name.Group, resource.Name.Plural, live.Name, [MustStateVersion]);
        }
        else if (!ulong.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new ApiStatusException(500, "", $"strconv.ParseUint: parsing \"{stated}\": invalid syntax");
        else if (stated != live.Json.Text("metadata", "resourceVersion"))
            throw Refusal.Modified(resource.Name, live.Name);
    }

    /// <summary>A replace that names another uid is meant for another object; a patch that sets one changes what cannot change.</summary>
    private static void CheckIdentity(Resource resource, StoredObject live, JsonObject obj, WriteSettings options)
    {
        var uid = obj.Uid();
        if (options.Replaces && !string.IsNullOrEmpty(uid) && uid != live.Json.Uid())
        {
            throw Refusal.Conflict(
                resource.Name,
                live.Name,
                $"StorageError: invalid object, Code: 4, Key: {StorageKey(resource, live)}, ResourceVersion: 0, "
                    + $"AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {live.Json.Uid()}"
            );
        }

        var wrong = FixedFields
            .Where(f => obj.Text("metadata", f) is { Length: > 0 } stated && stated != live.Json.Text("metadata", f))
            .Select(f => MetadataRules.Immutable(f, obj.Text("metadata", f)!))
            .ToList();
        if (wrong.Count > 0 && !options.Replaces)
            throw Refusal.Invalid(resource.Name.Group, resource.Kind, live.Name, [.. wrong, .. wrong]);
    }

    /// <summary>Where etcd would have the object.</summary>
    private static string StorageKey(Resource resource, StoredObject obj) =>
        $"/registry/{(resource.Custom ? resource.Name.Group + "/" : "")}{resource.Name.Plural}/{(obj.Namespace is null ? "" : obj.Namespace + "/")}{obj.Name}";

    private static FieldError MustStateVersion =>
        new("metadata.resourceVersion", FieldErrorType.Invalid, "must be specified for an update", "0");

    private void CheckNamespace(Resource resource, JsonObject obj)
    {
        if (!resource.Namespaced)
        {
            obj.Metadata().Remove("namespace");
            return;
        }

        var ns = obj.Namespace()
            ?? throw Refusal.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        var found = FindResource(Namespaces)?.Store.Find(null, ns) ?? throw Refusal.NotFound(Namespaces, ns);
        if (!found.Json.IsDeleting())
            return;
        throw Refusal.Forbidden(
            resource.Name,
            obj.Name(),
            $"unable to create new content in namespace {ns} because it is being terminated",
            new JsonObject
            {
                ["reason"] = "NamespaceTerminating",
                ["message"] = $"namespace {ns} is being terminated",
                ["field"] = "metadata.namespace",
            }
        );
    }

    private static List<FieldError> NameErrors(KindStrategy rules, JsonObject obj, JsonObject? old)
    {
        if (old is not null)
            return [];
        var name = obj.Name();
        if (name.Length == 0)
            return [new FieldError("metadata.name", FieldErrorType.Required, "name or generateName is required")];
        return rules.NameProblem(name) is { } problem
            ? [new FieldError("metadata.name", FieldErrorType.Invalid, problem, GoText.Quote(name))]
            : [];
    }

    private void ThrowIfInvalid(Resource resource, ServedVersion version, JsonObject obj, JsonObject? old)
    {
        var errors = NameErrors(resource.Strategy, obj, old);
        resource.Strategy.Validate(this, version, obj, old, errors);
        errors = errors.Distinct().ToList();
        if (old is not null)
            errors.InsertRange(0, MetadataRules.CheckUpdate(obj, old));
        if (errors.Count > 0)
            throw Refusal.Invalid(resource.Name.Group, resource.Kind, obj.Name(), errors);
    }
}
