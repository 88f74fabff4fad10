using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Rules;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;
using CniOperator.Sandbox.Strategies;

namespace CniOperator.Sandbox.CustomResources;

/// <summary>
/// CustomResourceDefinitions: what they declare is served as soon as they are stored, and goes with its objects when they are deleted.
/// </summary>
internal sealed class DefinitionStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override void PrepareForCreate(IRegistry state, JsonObject obj) => SetStatus(state, obj, null);

    internal override void PrepareForUpdate(IRegistry state, JsonObject obj, JsonObject old) => SetStatus(state, obj, old);

    internal override void Validate(IRegistry state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors)
    {
        errors.AddRange(DefinitionRules.Check(obj, old));
        if (errors.Count > 0)
            return;
        var known = state.FindResource(Definition.NameOf(obj));
        if (known is { Custom: false })
            errors.Add(
                new FieldError("spec.group", FieldErrorType.Invalid, "names a built-in resource", $"\"{obj.Text("spec", "group")}\"")
            );
    }

    internal override void MarkDeleting(IRegistry state, JsonObject obj)
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
    internal override bool HeldBack(IRegistry state, JsonObject obj) => state.FindResource(Definition.NameOf(obj)) is { Store.Count: > 0 };

    internal override void Committed(IRegistry state, JsonObject? old, JsonObject? current)
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
            state.Delete(declared, obj.Namespace, obj.Name);
    }

    private static void SetStatus(IRegistry state, JsonObject obj, JsonObject? old)
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

    private static void SetCondition(IRegistry state, JsonArray conditions, string type, string reason, string message)
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
