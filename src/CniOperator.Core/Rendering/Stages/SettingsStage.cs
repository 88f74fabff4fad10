using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>
/// Puts the settings that all addons share into the objects: pull policy and Secrets, placement, labels. Changes them in place.
/// </summary>
internal static class SettingsStage
{
    internal static void ApplyImages(IEnumerable<JsonObject> objects, ImageSettings settings)
    {
        foreach (var template in objects.Select(RenderedPodTemplates.Of).OfType<JsonObject>())
        {
            foreach (var container in RenderedPodTemplates.Containers(template))
            {
                // Stated only where the API server would not fill in the same: fewer fields to own and to compare.
                var image = container["image"]?.ToString() ?? "";
                if (settings.PullPolicy.Length > 0 && ImageReferences.DefaultPullPolicy(image) != settings.PullPolicy)
                    container["imagePullPolicy"] = settings.PullPolicy;
            }

            if (settings.PullSecrets.Count == 0 || template["spec"] is not JsonObject spec)
                continue;
            var secrets = RenderedPodTemplates.ChildList(spec, "imagePullSecrets");
            foreach (var name in settings.PullSecrets)
                secrets.Add((JsonNode)new JsonObject { ["name"] = name });
        }
    }

    internal static void ApplyPlacement(IEnumerable<JsonObject> objects, Addon addon, Placement placement)
    {
        foreach (var workload in objects)
        {
            var tracked = addon.Workloads.FirstOrDefault(w => w.Key == Manifest.Of(workload).Key);
            if (tracked is null || RenderedPodTemplates.Of(workload)?["spec"] is not JsonObject spec)
                continue;
            foreach (var (label, value) in placement.NodeSelector)
                RenderedPodTemplates.Child(spec, "nodeSelector")[label] = value;
            foreach (var toleration in placement.Tolerations ?? [])
            {
                var tolerations = RenderedPodTemplates.ChildList(spec, "tolerations");
                if (!tolerations.Any(t => JsonNode.DeepEquals(t, toleration)))
                    tolerations.Add(toleration?.DeepClone());
            }

            if (placement.Resources is not { Count: > 0 } resources || tracked.MainContainer is null)
                continue;
            foreach (
                var container in RenderedPodTemplates
                    .Containers((JsonObject)spec.Parent!)
                    .Where(c => c["name"]?.ToString() == tracked.MainContainer)
            )
                container["resources"] = resources.DeepClone();
        }
    }

    /// <summary>
    /// How many nodes a change may take at once. A DaemonSet that waits for someone to delete its pods (<c>OnDelete</c>), or that starts a
    /// pod before it stops one (<c>maxSurge</c>), takes none by itself.
    /// </summary>
    internal static void ApplyRollout(IEnumerable<JsonObject> objects, RolloutSettings rollout)
    {
        foreach (var spec in objects.Where(o => o["kind"]?.ToString() == "DaemonSet").Select(o => o["spec"]).OfType<JsonObject>())
        {
            var strategy = RenderedPodTemplates.Child(spec, "updateStrategy");
            if (strategy["type"]?.ToString() is { } type and not "RollingUpdate")
                continue;
            strategy["type"] = "RollingUpdate";
            var rolling = RenderedPodTemplates.Child(strategy, "rollingUpdate");
            if (rolling["maxSurge"]?.ToString() is null or "0" or "0%")
                rolling["maxUnavailable"] = int.TryParse(
                    rollout.MaxUnavailable,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var nodes
                )
                    ? JsonValue.Create(nodes)
                    : JsonValue.Create(rollout.MaxUnavailable);
        }
    }

    internal static void ApplyLabels(IEnumerable<JsonObject> objects, string networkName, string addonName)
    {
        foreach (var json in objects)
        {
            var labels = RenderedPodTemplates.Child(RenderedPodTemplates.Child(json, "metadata"), "labels");
            labels[ClusterNetworkApi.ManagedByLabel] = ClusterNetworkApi.FieldManager;
            labels[ClusterNetworkApi.NetworkLabel] = networkName;
            labels[ClusterNetworkApi.AddonLabel] = addonName;
        }
    }
}
