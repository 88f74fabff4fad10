using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;
using CniOperator.Sandbox.Storage.Kinds;

namespace CniOperator.Sandbox.CustomResources;

/// <summary>CustomResourceDefinitions: what they declare is served as soon as they are stored, and goes with its objects when they are deleted.</summary>
internal sealed class DefinitionStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override void Default(ServedVersion version, JsonObject obj)
    {
        base.Default(version, obj);
        if (obj["spec"] is not JsonObject spec)
            return;
        var names = spec.FillMap("names");
        if (names.Text("singular") is null or "" && names.Text("kind") is { } kindName)
            names["singular"] = kindName.ToLowerInvariant();
        if (names.Text("listKind") is null or "" && names.Text("kind") is { Length: > 0 } listed)
            names["listKind"] = listed + "List";
        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
    }

    internal override void PrepareForCreate(ClusterState state, JsonObject obj) => SetStatus(state, obj, null);

    internal override void PrepareForUpdate(ClusterState state, JsonObject obj, JsonObject old) => SetStatus(state, obj, old);

    internal override void Validate(ClusterState state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors)
    {
        DefinitionValidation.Check(obj, old, errors);
        if (errors.Count > 0)
            return;
        var known = state.FindResource(Definition.NameOf(obj));
        if (known is { Custom: false })
            errors.Add(
                new FieldError("spec.group", FieldErrorType.Invalid, "names a built-in resource", $"\"{obj.Text("spec", "group")}\"")
            );
    }

    internal override void MarkDeleting(ClusterState state, JsonObject obj)
    {
        obj.Metadata().Remove("deletionGracePeriodSeconds");
        var conditions = obj.FillMap("status").List("conditions") ?? [];
        SetCondition(
            state,
            conditions,
            "Terminating",
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"
        );
        obj.FillMap("status").Put("conditions", conditions);
    }

    /// <summary>A definition outlives its objects, so that their finalizers can still be taken away.</summary>
    internal override bool HeldBack(ClusterState state, JsonObject obj) =>
        state.FindResource(Definition.NameOf(obj)) is { Store.Count: > 0 };

    internal override void Committed(ClusterState state, JsonObject? old, JsonObject? current)
    {
        if (current is null)
        {
            state.Unregister(Definition.NameOf(old!));
            return;
        }

        state.Register(Definition.NameOf(current), store => Definition.Read(current, store));
        if (!current.IsDeleting() || old?.IsDeleting() == true)
            return;
        var declared = state.FindResource(Definition.NameOf(current))!;
        foreach (var obj in declared.Store.Objects.ToArray())
            state.Delete(declared, obj.Namespace, obj.Name, new DeleteOptions());
    }

    private static void SetStatus(ClusterState state, JsonObject obj, JsonObject? old)
    {
        var status = obj.FillMap("status");
        var conditions = status.List("conditions") ?? [];
        SetCondition(state, conditions, "NamesAccepted", "NoConflicts", "no conflicts found");
        SetCondition(state, conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted");
        status.Put("conditions", conditions);
        status.Put("acceptedNames", obj.At("spec", "names")?.DeepClone());
        var storage = (obj.List("spec", "versions") ?? []).FirstOrDefault(v => v.Flag("storage")).Text("name");
        var stored = (old.List("status", "storedVersions") ?? []).Select(v => v!.GetValue<string>()).ToList();
        if (storage is not null && !stored.Contains(storage))
            stored.Add(storage);
        status["storedVersions"] = new JsonArray([.. stored.Select(v => JsonValue.Create(v))]);
    }

    private static void SetCondition(ClusterState state, JsonArray conditions, string type, string reason, string message)
    {
        if (conditions.Any(c => c.Text("type") == type && c.Text("status") == "True"))
            return;
        conditions.Push(
            new JsonObject
            {
                ["type"] = type,
                ["status"] = "True",
                ["lastTransitionTime"] = state.Clock.GetUtcNow().ToApiTime(),
                ["reason"] = reason,
                ["message"] = message,
            }
        );
    }
}
