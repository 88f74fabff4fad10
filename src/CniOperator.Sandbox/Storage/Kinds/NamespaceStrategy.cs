using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Sandbox.Storage.Kinds;

/// <summary>Namespaces: a name label, a phase, and <c>spec.finalizers</c> that hold a namespace until its content is gone.</summary>
internal sealed class NamespaceStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override bool KeepsSpec => true;

    internal override void PrepareForCreate(ClusterState state, JsonObject obj)
    {
        obj["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        obj["status"] = new JsonObject { ["phase"] = "Active" };
    }

    internal override void Default(ServedVersion version, JsonObject obj)
    {
        base.Default(version, obj);
        if (obj.Name().Length > 0)
            obj.Metadata().FillMap("labels")["kubernetes.io/metadata.name"] = obj.Name();
    }

    internal override void Validate(ClusterState state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors)
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

    internal override void MarkDeleting(ClusterState state, JsonObject obj)
    {
        obj.Metadata().Remove("deletionGracePeriodSeconds");
        obj.FillMap("status")["phase"] = "Terminating";
    }

    internal override bool HeldBack(ClusterState state, JsonObject obj) => obj.List("spec", "finalizers") is { Count: > 0 };
}
