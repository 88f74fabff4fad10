using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// A DaemonSet adopts pods, and revisions of its template, that its selector matches and that no controller owns: what
/// <c>--cascade=orphan</c> left (<c>k8s.io/kubernetes/pkg/controller/controller_ref_manager.go</c>).
/// </summary>
internal static class DaemonAdoption
{
    /// <summary>True when something was adopted: the next step sees it as the set's own.</summary>
    /// <param name="set">The DaemonSet.</param>
    /// <param name="nodes">How many nodes there are: a set with a pod on each is not looked at.</param>
    /// <param name="step">Where the writes go.</param>
    internal static bool Adopts(JsonObject set, int nodes, StepBuilder step)
    {
        if (step.View.PodsOf(set).Count() >= nodes)
            return false;
        var selector = LabelSelector.Of(set.Map("spec", "selector"));
        var adopted = false;
        foreach (var kind in (ResourceName[])[Kinds.Pods, Kinds.ControllerRevisions])
        foreach (
            var orphan in step.View.List(kind, set.Namespace()).Where(o => IsOrphan(o) && selector.Matches(o.Map("metadata", "labels")))
        )
        {
            var update = orphan.Clone();
            update.FillMap("metadata")["ownerReferences"] = new JsonArray(ObjectMeta.ControllerReference("apps/v1", "DaemonSet", set));
            step.Add(new UpdateWrite(kind, update));
            adopted = true;
        }

        return adopted;
    }

    private static bool IsOrphan(JsonObject json) => !json.IsDeleting() && !json.Items("metadata", "ownerReferences").Any();
}
