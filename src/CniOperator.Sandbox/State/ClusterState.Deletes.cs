using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.State;

public sealed partial class ClusterState
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>Deletes an object or starts its deletion (apiserver registry <c>Store.Delete</c>).</summary>
    internal Written Delete(Resource resource, string? ns, string name, DeleteSettings options)
    {
        Written written;
        lock (_gate)
            written = DeleteLocked(resource, ns, name, options);
        Announce();
        return written;
    }

    private Written DeleteLocked(Resource resource, string? ns, string name, DeleteSettings options)
    {
        var live = resource.Store.Find(ns, name) ?? throw Refusal.NotFound(resource.Name, name);
        if (resource.Strategy.DeletionProblem(live.Json) is { } never)
            throw Refusal.Forbidden(resource.Name, name, never);
        CheckDeletePreconditions(resource, live, options);
        var obj = live.Json.DeepClone().AsObject();
        SetPropagation(obj, options.Propagation);
        var grace = resource.Strategy.GracePeriod(obj, options.GracePeriodSeconds);
        if (!obj.HasFinalizers() && grace == 0)
        {
            var marked = obj.DeepClone().AsObject();
            resource.Strategy.MarkDeleting(this, marked);
            if (!resource.Strategy.HeldBack(this, marked))
                return Remove(resource, live, obj, options);
        }

        if (!Mark(resource, obj, grace, options.GracePeriodSeconds) && Generation.SameStored(obj, live.Json))
            return new Written(live);
        if (options.DryRun)
            return new Written(new StoredObject(obj, live.Revision));
        var stored = Commit(resource, StateChangeType.Modified, obj, live);
        // What held the object back may have gone with the mark: a CRD whose last object was deleted along with it.
        if (obj.HasFinalizers() || grace > 0 || resource.Strategy.HeldBack(this, obj) || resource.Store.Find(ns, name) != stored)
            return new Written(stored);
        return Remove(resource, stored, obj.DeepClone().AsObject(), options);
    }

    private Written Remove(Resource resource, StoredObject live, JsonObject obj, DeleteSettings options) =>
        options.DryRun
            ? new Written(live, Removed: true)
            : new Written(Commit(resource, StateChangeType.Deleted, obj, live), Removed: true);

    /// <summary>Sets the deletion timestamp, or brings it forward. False when it was set already and stays as it is.</summary>
    private bool Mark(Resource resource, JsonObject obj, long grace, long? requested)
    {
        var metadata = obj.Metadata();
        var now = Clock.GetUtcNow();
        if (metadata.Time("deletionTimestamp") is { } set)
        {
            var before = metadata.Number("deletionGracePeriodSeconds") ?? 0;
            if (requested is null || grace >= before)
                return false;
            metadata["deletionTimestamp"] = set.AddSeconds(grace - before).ToApiTime();
            metadata["deletionGracePeriodSeconds"] = grace;
            return true;
        }

        metadata["deletionTimestamp"] = now.AddSeconds(grace).ToApiTime();
        metadata["deletionGracePeriodSeconds"] = grace;
        if (metadata.Number("generation") is { } generation and > 0)
            metadata["generation"] = generation + 1;
        resource.Strategy.MarkDeleting(this, obj);
        return true;
    }

    private static void CheckDeletePreconditions(Resource resource, StoredObject live, DeleteSettings options)
    {
        var kind = new ResourceName(resource.Name.Group, resource.Kind);
        if (options.Uid is { } uid && uid != live.Json.Uid())
        {
            throw Refusal.Conflict(
                kind,
                live.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({live.Json.Uid()}). The object might have been deleted and then recreated"
            );
        }

        if (options.ResourceVersion is { } asked && asked != live.Json.Text("metadata", "resourceVersion"))
        {
            throw Refusal.Conflict(
                kind,
                live.Name,
                $"the ResourceVersion in the precondition ({asked}) does not match the ResourceVersion in record ({live.Revision}). The object might have been modified"
            );
        }
    }

    /// <summary>The finalizers through which garbage collection is told what to do with dependants.</summary>
    private static void SetPropagation(JsonObject obj, string? propagation)
    {
        if (propagation is null)
            return;
        var kept = (obj.List("metadata", "finalizers") ?? [])
            .Select(f => f?.ToString() ?? "")
            .Where(f => f is not (OrphanFinalizer or ForegroundFinalizer))
            .ToList();
        if (propagation == "Orphan")
            kept.Add(OrphanFinalizer);
        if (propagation == "Foreground")
            kept.Add(ForegroundFinalizer);
        obj.Metadata().Put("finalizers", kept.Count == 0 ? null : new JsonArray([.. kept.Select(f => JsonValue.Create(f))]));
    }
}
