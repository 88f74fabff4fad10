using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// The garbage collector (Kubernetes documentation, "Owners and dependents"): background, foreground and orphan deletion by owner
/// references.
/// </summary>
internal sealed class GarbageCollectorLoop : IControlLoop
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    public string Name => "generic-garbage-collector";

    public bool Cares(ResourceName resource) => resource != Kinds.Events;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var entry in view.Everything())
        {
            if (entry.Object.IsDeleting())
                Owner(entry, step);
            else if (entry.Object.At("metadata", "ownerReferences") is JsonArray { Count: > 0 })
                Dependent(entry, step);
        }

        return step.Build();
    }

    /// <summary>An owner that waits for its dependents, or lets them go.</summary>
    private static void Owner(ViewEntry owner, StepBuilder step)
    {
        var finalizers = owner.Object.Texts("metadata", "finalizers").ToList();
        if (finalizers.Contains(Orphan))
        {
            var dependents = step.View.OwnedBy(owner.Object.Uid()).ToList();
            foreach (var dependent in dependents)
                Release(dependent, o => o.Text("uid") == owner.Object.Uid(), step);
            if (dependents.Count == 0)
                Finish(owner, Orphan, step);
        }
        else if (finalizers.Contains(Foreground))
        {
            var blocking = step
                .View.OwnedBy(owner.Object.Uid())
                .Where(d =>
                    d.Object.Items("metadata", "ownerReferences")
                        .Any(o => o.Text("uid") == owner.Object.Uid() && o.Flag("blockOwnerDeletion"))
                )
                .ToList();
            foreach (var dependent in step.View.OwnedBy(owner.Object.Uid()).Where(d => !d.Object.IsDeleting()))
                step.Add(DeleteWrite.Of(dependent.Resource, dependent.Object, "Foreground"));
            if (blocking.Count == 0)
                Finish(owner, Foreground, step);
        }
    }

    /// <summary>A dependent all of whose owners are gone goes too; otherwise only the dead references do.</summary>
    private static void Dependent(ViewEntry dependent, StepBuilder step)
    {
        var owners = dependent.Object.Items("metadata", "ownerReferences").ToList();
        var dead = owners.Where(o => !step.View.Exists(o.Text("uid") ?? "")).ToList();
        if (dead.Count == 0)
            return;
        if (dead.Count == owners.Count)
            step.Add(DeleteWrite.Of(dependent.Resource, dependent.Object));
        else
            Release(dependent, o => dead.Any(d => d.Text("uid") == o.Text("uid")), step);
    }

    private static void Release(ViewEntry dependent, Func<JsonObject, bool> from, StepBuilder step)
    {
        var update = dependent.Object.Clone();
        var kept = update.Items("metadata", "ownerReferences").Where(o => !from(o)).Select(o => o.DeepClone()).ToArray();
        if (kept.Length == 0)
            update.FillMap("metadata").Remove("ownerReferences");
        else
            update.FillMap("metadata")["ownerReferences"] = new JsonArray(kept);
        step.Add(new UpdateWrite(dependent.Resource, update));
    }

    private static void Finish(ViewEntry owner, string finalizer, StepBuilder step)
    {
        var update = owner.Object.Clone();
        var kept = update.Texts("metadata", "finalizers").Where(f => f != finalizer).ToList();
        if (kept.Count == 0)
            update.FillMap("metadata").Remove("finalizers");
        else
            update.FillMap("metadata")["finalizers"] = JsonNodes.ListOf(kept);
        step.Add(new UpdateWrite(owner.Resource, update));
    }
}
