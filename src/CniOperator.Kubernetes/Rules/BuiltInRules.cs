using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules for built-in objects: metadata, shape, then the kind's own.</summary>
public static class BuiltInRules
{
    private static readonly Dictionary<string, Action<JsonObject, JsonObject?, Check>> ByType = new(StringComparer.Ordinal)
    {
        ["Pod"] = Pod,
        ["ConfigMap"] = ObjectRules.ConfigMap,
        ["Secret"] = ObjectRules.Secret,
        ["Node"] = ObjectRules.Node,
        ["Service"] = ServiceChecks.Run,
        ["Lease"] = ObjectRules.Lease,
        ["PersistentVolumeClaim"] = ObjectRules.PersistentVolumeClaim,
        ["NetworkPolicy"] = ObjectRules.NetworkPolicy,
        ["PodDisruptionBudget"] = ObjectRules.PodDisruptionBudget,
        ["DaemonSet"] = WorkloadRules.DaemonSet,
        ["Deployment"] = WorkloadRules.Deployment,
        ["ReplicaSet"] = WorkloadRules.ReplicaSet,
        ["StatefulSet"] = WorkloadRules.StatefulSet,
        ["Job"] = WorkloadRules.Job,
        ["CronJob"] = WorkloadRules.CronJob,
        ["Role"] = ClusterRules.Role,
        ["ClusterRole"] = ClusterRules.Role,
        ["RoleBinding"] = ClusterRules.RoleBinding,
        ["ClusterRoleBinding"] = ClusterRules.RoleBinding,
        ["PriorityClass"] = ClusterRules.PriorityClass,
    };

    /// <summary>The errors of an object that was defaulted, worded as kube-apiserver words them; empty when it may be stored.</summary>
    /// <param name="resource">Its resource.</param>
    /// <param name="obj">The object.</param>
    /// <param name="old">The stored object on an update; <c>null</c> on a create. It makes immutable fields immutable.</param>
    public static IReadOnlyList<FieldError> Validate(BuiltInResource resource, JsonObject obj, JsonObject? old)
    {
        var check = new Check();
        if (!resource.IsVirtual)
            MetadataRules.Run(resource.Kind, obj, check);
        ShapeCheck.Run(resource.Schema, obj, check);
        if (check.Errors.Any(e => e.Type == FieldErrorType.TypeInvalid))
            return check.Errors;
        if (ByType.TryGetValue(resource.SchemaName, out var rules))
            rules(obj, old, check);
        // A field that is missing is reported by its type and may be reported by a rule with a reason: the reason wins.
        return check
            .Errors.GroupBy(e => (e.Path, e.Type, e.BadValue))
            .SelectMany(g => g.Where(e => e.Detail.Length > 0 || g.All(o => o.Detail.Length == 0)).Distinct())
            .ToList();
    }

    private static void Pod(JsonObject obj, JsonObject? old, Check check)
    {
        if (obj.Map("spec") is not { } spec)
            return;
        PodChecks.Spec(spec, "spec", check);
        if (old?.Map("spec") is { } before)
            PodChecks.Update(spec, before, check);
    }
}
