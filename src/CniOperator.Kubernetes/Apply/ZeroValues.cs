using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Apply;

/// <summary>
/// Fields that every object of a built-in kind has, because they are structs and not pointers in the API's types: no manager becomes the
/// owner of <c>spec</c> itself by filling it. Custom resources have none.
/// </summary>
internal static class ZeroValues
{
    private static readonly string[] PodTemplate = ["spec.template.metadata", "spec.template.spec.containers?"];

    private static readonly Dictionary<string, string[]> ByKind = new(StringComparer.Ordinal)
    {
        ["v1/Namespace"] = ["spec", "status"],
        ["v1/Node"] = ["spec", "status.daemonEndpoints.kubeletEndpoint", "status.nodeInfo"],
        ["v1/Pod"] = ["spec.containers?", "status"],
        ["v1/Service"] = ["spec", "status.loadBalancer"],
        ["v1/Event"] = ["source", "involvedObject"],
        ["v1/PersistentVolumeClaim"] = ["spec.resources", "status"],
        ["v1/ResourceQuota"] = ["spec", "status"],
        ["v1/LimitRange"] = ["spec.limits?"],
        ["apps/v1/DaemonSet"] = [.. PodTemplate, "spec.updateStrategy", "status"],
        ["apps/v1/Deployment"] = [.. PodTemplate, "spec.strategy", "status"],
        ["apps/v1/ReplicaSet"] = [.. PodTemplate, "status"],
        ["apps/v1/StatefulSet"] = [.. PodTemplate, "spec.updateStrategy", "status"],
        ["batch/v1/Job"] = [.. PodTemplate, "status"],
        ["batch/v1/CronJob"] =
        [
            "spec.jobTemplate.metadata",
            "spec.jobTemplate.spec.template.metadata",
            "spec.jobTemplate.spec.template.spec.containers?",
            "status",
        ],
        ["coordination.k8s.io/v1/Lease"] = ["spec"],
        ["events.k8s.io/v1/Event"] = ["deprecatedSource", "regarding"],
        ["networking.k8s.io/v1/NetworkPolicy"] = ["spec"],
        ["networking.k8s.io/v1/ServiceCIDR"] = ["spec", "status"],
        ["networking.k8s.io/v1/IPAddress"] = ["spec"],
        ["policy/v1/PodDisruptionBudget"] = ["spec", "status"],
        ["apiextensions.k8s.io/v1/CustomResourceDefinition"] = ["spec.names", "status.acceptedNames"],
    };

    /// <summary>
    /// A copy of <paramref name="obj"/> with the empty structs that an object of <paramref name="kindOf"/>'s kind always has.
    /// </summary>
    internal static JsonObject Overlay(JsonObject obj, JsonObject kindOf)
    {
        var copy = (JsonObject)obj.DeepClone();
        if (ByKind.TryGetValue($"{kindOf["apiVersion"]}/{kindOf["kind"]}", out var paths))
            foreach (var path in paths)
                Ensure(copy, path.TrimEnd('?').Split('.'), isNull: path[^1] == '?');
        return copy;
    }

    private static void Ensure(JsonObject at, string[] path, bool isNull)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (at[path[i]] is null)
            {
                if (isNull && i == path.Length - 1)
                {
                    at[path[i]] = null;
                    return;
                }

                at[path[i]] = new JsonObject();
            }

            if (at[path[i]] is not JsonObject next)
                return;
            at = next;
        }
    }
}
