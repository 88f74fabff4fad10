using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Apply;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.State;

public sealed partial class ClusterState
{
    /// <summary>What the server decides and a client cannot change (apimachinery <c>ObjectMeta</c>).</summary>
    private static readonly string[] ServerFields =
    [
        "uid",
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "generation",
    ];

    // A pod's generation counts what its users want, not where it runs.
    private const string Binding = "binding";

    /// <summary>Creates an object that a client stated at some version.</summary>
    internal Written Create(Resource resource, ServedVersion version, JsonObject obj, WriteSettings options)
    {
        Written written;
        lock (_gate)
            written = CreateLocked(resource, version, Encode(resource, version, obj), options);
        Announce();
        return written;
    }

    /// <summary>Changes an object: reads it, lets <paramref name="change"/> say what it should become, and stores that.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="version">The version that <paramref name="change"/> speaks.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="name">The name.</param>
    /// <param name="change">
    /// From the live object (a clone; <c>null</c> when there is none and <see cref="WriteSettings.Applies"/>) to the wanted one.
    /// </param>
    /// <param name="options">How.</param>
    internal Written Change(
        Resource resource,
        ServedVersion version,
        string? ns,
        string name,
        Func<JsonObject?, JsonObject> change,
        WriteSettings options
    )
    {
        Written written;
        lock (_gate)
        {
            var live = resource.Store.Find(ns, name);
            if (live is null)
            {
                var creates = options.Applies || (options.Replaces && resource.Strategy.AllowsCreateOnUpdate);
                if (!creates || options.Subresource.Length > 0)
                    throw Refusal.NotFound(resource.Name, name);
                written = CreateLocked(resource, version, Encode(resource, version, change(null)), options);
            }
            else
            {
                var wanted = Encode(resource, version, change(version.FromStorage(live.Json)));
                written = UpdateLocked(resource, version, live, wanted, options);
            }
        }

        Announce();
        return written;
    }

    private static JsonObject Encode(Resource resource, ServedVersion version, JsonObject obj)
    {
        var encoded = version.Encode?.Invoke(obj) ?? obj.DeepClone().AsObject();
        var ordered = new JsonObject { ["kind"] = resource.Kind, ["apiVersion"] = resource.StorageVersion.ApiVersion };
        encoded.Remove("kind");
        encoded.Remove("apiVersion");
        // Kind, version, metadata come first: lists of built-in kinds are cut from such texts.
        var metadata = encoded.Metadata();
        encoded.Remove("metadata");
        ordered["metadata"] = metadata;
        foreach (var (field, value) in encoded.ToArray())
        {
            encoded.Remove(field);
            ordered[field] = value;
        }

        return ordered;
    }

    private Written CreateLocked(Resource resource, ServedVersion version, JsonObject obj, WriteSettings options)
    {
        var storage = resource.StorageVersion;
        var metadata = obj.Metadata();
        if (metadata.Text("resourceVersion") is { Length: > 0 } and not "0")
            throw new ApiStatusException(500, "", "resourceVersion should not be set on objects to be created");
        CheckNamespace(resource, obj);
        if (metadata.Text("name") is null or "" && metadata.Text("generateName") is { Length: > 0 } prefix)
            metadata["name"] = prefix + _names.NewSuffix();
        // Kinds that do not count generations keep what a client says.
        var stated = metadata["generation"]?.DeepClone();
        foreach (var field in ServerFields)
            metadata.Remove(field);
        metadata.Remove("resourceVersion");
        metadata["uid"] = _names.NewUid();
        if (resource.Strategy.HasGeneration)
            metadata["generation"] = 1;
        else
            metadata.Put("generation", stated);
        metadata["creationTimestamp"] = Clock.GetUtcNow().ToApiTime();
        if (version.HasStatus && !resource.Strategy.CreatesWithStatus)
            obj.Remove("status");
        resource.Strategy.Default(storage, obj);
        if (!options.Applies)
            Track(null, obj, version, options);
        resource.Strategy.PrepareForCreate(this, obj);
        ThrowIfInvalid(resource, version, obj, null);
        if (resource.Store.Find(obj.Namespace(), obj.Name()) is { } there)
            throw Refusal.AlreadyExists(resource.Name, obj.Name(), there.Json.IsDeleting());
        return new Written(options.DryRun ? new StoredObject(obj, 0) : Commit(resource, StateChangeType.Added, obj, null), Created: true);
    }

    private Written UpdateLocked(Resource resource, ServedVersion version, StoredObject live, JsonObject obj, WriteSettings options)
    {
        CheckPreconditions(resource, live, obj, options);
        CarryOver(resource, version, live.Json, obj, options.Subresource);
        resource.Strategy.Default(resource.StorageVersion, obj);
        if (!options.Applies)
            Track(live.Json, obj, version, options);
        resource.Strategy.PrepareForUpdate(this, obj, live.Json);
        if (options.Subresource.Length == 0 && resource.Strategy.Frozen(obj, live.Json) is { } frozen)
            throw Refusal.Invalid(resource.Name.Group, resource.Kind, live.Name, [frozen]);
        if (
            resource.Strategy.HasGeneration
            && options.Subresource != Binding
            && resource.Strategy.DesiredChanged(obj, live.Json, version.HasStatus)
        )
            obj.Metadata()["generation"] = (live.Json.Number("metadata", "generation") ?? 0) + 1;
        obj.Metadata()["resourceVersion"] = live.Json.Text("metadata", "resourceVersion");
        ThrowIfInvalid(resource, version, obj, live.Json);
        if (ServerSideApply.IsNoOp(live.Json, obj))
            return new Written(live);
        if (options.DryRun)
            return new Written(new StoredObject(obj, live.Revision));
        if (
            !obj.IsDeleting()
            || obj.HasFinalizers()
            || obj.Number("metadata", "deletionGracePeriodSeconds") > 0
            || resource.Strategy.HeldBack(this, obj)
        )
            return new Written(Commit(resource, StateChangeType.Modified, obj, live));
        return new Written(Commit(resource, StateChangeType.Deleted, obj, live), Removed: true);
    }

    private void Track(JsonObject? before, JsonObject after, ServedVersion version, WriteSettings options)
    {
        var subresource = options.Subresource.Length == 0 ? null : options.Subresource;
        var manager = new FieldManager(options.FieldManager, version.ApiVersion, subresource);
        ServerSideApply.TrackUpdate(before, after, manager, version.Schema, Clock.GetUtcNow(), version.HasStatus);
    }
}
