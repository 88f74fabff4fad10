using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Strategies;

/// <summary>Namespaces: a name label, a phase, and <c>spec.finalizers</c> that hold a namespace until its content is gone.</summary>
internal sealed class NamespaceStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override bool KeepsSpec => true;

    internal override void PrepareForCreate(IRegistry state, JsonObject obj)
    {
        obj["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        obj["status"] = new JsonObject { ["phase"] = "Active" };
    }

    internal override void Validate(IRegistry state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors)
    {
        base.Validate(state, version, obj, old, errors);
        var phase = obj.Text("status", "phase");
        var fitting = obj.IsDeleting() ? "Terminating" : "Active";
        if (old is not null && phase != fitting)
        {
            errors.Add(
                new FieldError(
                    "status.Phase",
                    FieldErrorType.Invalid,
                    $"may only be '{fitting}' if `deletionTimestamp` is {(obj.IsDeleting() ? "not " : "")}empty",
                    $"\"{phase}\""
                )
            );
        }

        if (obj.Text("metadata", "labels", "kubernetes.io/metadata.name") != obj.Name())
            errors.Add(new FieldError("metadata.labels", FieldErrorType.Invalid, $"must set kubernetes.io/metadata.name: {obj.Name()}"));
    }

    internal override string? DeletionProblem(JsonObject obj) =>
        obj.Name() is "default" or "kube-system" or "kube-public" ? "this namespace may not be deleted" : null;

    internal override void MarkDeleting(IRegistry state, JsonObject obj)
    {
        obj.Metadata().Remove("deletionGracePeriodSeconds");
        obj.FillMap("status")["phase"] = "Terminating";
    }

    internal override bool HeldBack(IRegistry state, JsonObject obj) => obj.List("spec", "finalizers") is { Count: > 0 };
}
