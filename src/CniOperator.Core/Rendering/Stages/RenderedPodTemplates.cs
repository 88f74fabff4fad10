using System.Text.Json.Nodes;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Finds what pods are made from inside workloads.</summary>
internal static class RenderedPodTemplates
{
    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    /// <summary>The pod template of a workload; <c>null</c> for other objects.</summary>
    internal static JsonObject? Of(JsonObject workload) =>
        (workload["kind"] as JsonValue)?.ToString() switch
        {
            "DaemonSet" or "Deployment" or "StatefulSet" or "ReplicaSet" or "Job" => workload["spec"]?["template"] as JsonObject,
            "CronJob" => workload["spec"]?["jobTemplate"]?["spec"]?["template"] as JsonObject,
            _ => null,
        };

    /// <summary>The init containers and containers of a pod template.</summary>
    internal static IEnumerable<JsonObject> Containers(JsonObject template) =>
        ContainerLists.SelectMany(list => (template["spec"]?[list] as JsonArray ?? []).OfType<JsonObject>());

    /// <summary>A child object, made when absent.</summary>
    internal static JsonObject Child(JsonObject owner, string field)
    {
        if (owner[field] is JsonObject child)
            return child;
        child = [];
        owner[field] = child;
        return child;
    }

    /// <summary>A child list, made when absent.</summary>
    internal static JsonArray ChildList(JsonObject owner, string field)
    {
        if (owner[field] is JsonArray child)
            return child;
        child = [];
        owner[field] = child;
        return child;
    }
}
