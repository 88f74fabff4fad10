using System.Text.Json.Nodes;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>
/// Has the kubelet report the end of a container's log when it fails: dataplanes write why to their log alone, and a status can quote only
/// what the pod's status has. A container that has a file for its last words keeps it.
/// </summary>
internal static class LastWordsStage
{
    private const string Policy = "terminationMessagePolicy";

    internal static void Run(IEnumerable<JsonObject> objects)
    {
        foreach (var template in objects.Select(RenderedPodTemplates.Of).OfType<JsonObject>())
        foreach (var container in RenderedPodTemplates.Containers(template))
            if (container[Policy] is null && container["terminationMessagePath"] is null)
                container[Policy] = "FallbackToLogsOnError";
    }
}
