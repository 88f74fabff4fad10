using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Controllers;

/// <summary>ControllerRevisions of a DaemonSet: what <c>kubectl rollout history</c> and <c>undo</c> read.</summary>
internal static class DaemonSetHistory
{
    public static void Keep(JsonObject set, string hash, StepBuilder step)
    {
        var known = step
            .View.OwnedBy(set.Uid())
            .Where(e => e.Resource == Kinds.ControllerRevisions)
            .Select(e => e.Object)
            .OrderBy(r => r.Number("revision") ?? 0)
            .ToList();
        var newest = known.Count == 0 ? 0 : known[^1].Number("revision") ?? 0;
        var current = known.FirstOrDefault(r => r.Labels().GetValueOrDefault("controller-revision-hash") == hash);
        if (current is null)
            step.Add(new CreateWrite(Kinds.ControllerRevisions, New(set, hash, newest + 1)));
        else if (current.Number("revision") < newest)
        {
            // Back to an earlier template: its revision becomes the newest again.
            var again = current.Clone();
            again["revision"] = newest + 1;
            step.Add(new UpdateWrite(Kinds.ControllerRevisions, again));
        }

        var limit = (int)(set.Number("spec", "revisionHistoryLimit") ?? 10);
        var used = step.View.PodsOf(set).Select(p => p.Labels().GetValueOrDefault("controller-revision-hash")).ToHashSet();
        var idle = known.Where(r => r != current && !used.Contains(r.Labels().GetValueOrDefault("controller-revision-hash"))).ToList();
        foreach (var old in idle.Take(Math.Max(0, idle.Count - limit)))
            step.Add(DeleteWrite.Of(Kinds.ControllerRevisions, old));
    }

    private static JsonObject New(JsonObject set, string hash, long revision)
    {
        var labels = JsonNodes.MapOf(set.At("spec", "template").TextMap("metadata", "labels"));
        labels["controller-revision-hash"] = hash;
        var template = (set.At("spec", "template") as JsonObject)?.Clone() ?? [];
        template["$patch"] = "replace";
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ControllerRevision",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{set.Name()}-{hash}",
                ["namespace"] = set.Namespace(),
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(ObjectMeta.ControllerReference("apps/v1", "DaemonSet", set)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } },
            ["revision"] = revision,
        };
    }
}
