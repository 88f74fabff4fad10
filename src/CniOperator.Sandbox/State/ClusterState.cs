using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.State;

/// <summary>
/// The cluster's objects, and the one pipeline through which every change goes: the HTTP API's and the sandbox's own controllers'.
/// Thread-safe. It starts as a fresh API server does: with the system namespaces, the <c>kubernetes</c> Service and the system priority
/// classes.
/// </summary>
public sealed partial class ClusterState : IRegistry
{
    private readonly Lock _gate = new();
    private readonly ChangeFeed _feed;
    private readonly GeneratedNames _names;
    private long _revision = 1;

    /// <summary>Creates the storage of an empty cluster.</summary>
    /// <param name="clock">Where timestamps and timeouts come from.</param>
    /// <param name="options">What to start with; the defaults when <c>null</c>.</param>
    public ClusterState(TimeProvider clock, ClusterStateOptions? options = null)
    {
        Clock = clock;
        Options = options ?? new ClusterStateOptions();
        _feed = new ChangeFeed(_gate);
        _names = new GeneratedNames(Options.Seed);
        RegisterBuiltIns();
        Bootstrap.Fill(this);
        Compact();
    }

    /// <summary>Where timestamps and timeouts come from.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What the cluster started with.</summary>
    public ClusterStateOptions Options { get; }

    /// <summary>The resourceVersion of the last change.</summary>
    public long Revision
    {
        get
        {
            lock (_gate)
                return _revision;
        }
    }

    /// <summary>Completes at the next change of anything; ask again afterwards.</summary>
    internal Task NextChange => _feed.Next;

    /// <summary>
    /// Raised after each commit, outside the lock and in commit order, by the thread that made the change (or by the one that is still
    /// raising an earlier one). A handler may read and write the state.
    /// </summary>
    public event Action<StateChange>? Changed;

    /// <summary>One object, as a clone the caller may change; <c>null</c> when there is none, or no such resource.</summary>
    /// <param name="resource">The collection.</param>
    /// <param name="ns">The namespace; <c>null</c> for cluster-scoped resources.</param>
    /// <param name="name">The object's name.</param>
    public JsonObject? Get(ResourceName resource, string? ns, string name)
    {
        lock (_gate)
            return FindResource(resource)?.Store.Find(ns, name)?.Json.DeepClone().AsObject();
    }

    /// <summary>The objects that match, as clones, ordered by namespace and name; none when there is no such resource.</summary>
    /// <param name="resource">The collection.</param>
    /// <param name="ns">The namespace; <c>null</c> for all.</param>
    /// <param name="labelSelector">A label selector in the API's string form; <c>null</c> for all.</param>
    /// <param name="fieldSelector">A field selector in the API's string form; <c>null</c> for all.</param>
    /// <exception cref="ApiStatusException">A selector cannot be read, or the resource has no such field.</exception>
    public IReadOnlyList<JsonObject> List(
        ResourceName resource,
        string? ns = null,
        string? labelSelector = null,
        string? fieldSelector = null
    )
    {
        lock (_gate)
        {
            if (FindResource(resource) is not { } found)
                return [];
            var filter = ObjectFilter.Of(found, found.StorageVersion, ns, labelSelector, fieldSelector);
            return [.. found.Store.Objects.Where(filter.Matches).Select(o => o.Json.DeepClone().AsObject())];
        }
    }

    /// <summary>Creates an object.</summary>
    /// <param name="resource">The collection.</param>
    /// <param name="obj">The object; not changed. <c>metadata.generateName</c> is honoured.</param>
    /// <param name="fieldManager">Who its fields belong to.</param>
    /// <returns>The object as stored.</returns>
    /// <exception cref="ApiStatusException">It exists, is invalid, or its namespace is missing or terminating.</exception>
    public JsonObject Create(ResourceName resource, JsonObject obj, string fieldManager)
    {
        var (found, version) = Endpoint(resource, obj);
        return Create(found, version, obj, new WriteSettings(fieldManager)).Object.Json.DeepClone().AsObject();
    }

    /// <summary>Replaces an object; a change of nothing writes nothing.</summary>
    /// <param name="resource">The collection.</param>
    /// <param name="obj">The object; not changed. When it has <c>metadata.resourceVersion</c>, it must be the stored one.</param>
    /// <param name="fieldManager">Who the changed fields belong to.</param>
    /// <param name="subresource">
    /// <c>status</c> to change only the status; <c>finalize</c> for a Namespace's <c>spec.finalizers</c>; <c>null</c> for the object
    /// itself.
    /// </param>
    /// <returns>The object as stored.</returns>
    /// <exception cref="ApiStatusException">It does not exist, has been modified meanwhile, or is invalid.</exception>
    public JsonObject Update(ResourceName resource, JsonObject obj, string fieldManager, string? subresource = null)
    {
        var (found, version) = Endpoint(resource, obj);
        var options = new WriteSettings(fieldManager) { Subresource = subresource ?? "" };
        return Change(found, version, obj.Namespace(), obj.Name(), _ => obj.DeepClone().AsObject(), options)
            .Object.Json.DeepClone()
            .AsObject();
    }

    /// <summary>Deletes an object, or marks it as being deleted when finalizers or a grace period hold it.</summary>
    /// <param name="resource">The collection.</param>
    /// <param name="ns">The namespace; <c>null</c> for cluster-scoped resources.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="propagation"><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>.</param>
    /// <param name="uid">When set, the object must have this uid.</param>
    /// <param name="gracePeriodSeconds">Overrides a pod's own grace period; 0 removes it at once. In seconds.</param>
    /// <exception cref="ApiStatusException">It does not exist or has another uid.</exception>
    public void Delete(
        ResourceName resource,
        string? ns,
        string name,
        string propagation = "Background",
        string? uid = null,
        long? gracePeriodSeconds = null
    )
    {
        var found = FindResource(resource) ?? throw Refusal.NoSuchResource();
        Delete(
            found,
            ns,
            name,
            new DeleteSettings
            {
                Propagation = propagation,
                Uid = uid,
                GracePeriodSeconds = gracePeriodSeconds,
            }
        );
    }

    /// <summary>
    /// Forgets the history: watches and pages that start at an older resourceVersion are answered 410 Expired from now on.
    /// </summary>
    public void Compact()
    {
        lock (_gate)
        {
            foreach (var resource in _resources.Values)
                resource.Store.Compact(_revision);
        }
    }

    /// <summary>Runs a read under the lock.</summary>
    internal T Read<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    private (Resource Resource, ServedVersion Version) Endpoint(ResourceName name, JsonObject obj)
    {
        lock (_gate)
        {
            var resource = FindResource(name) ?? throw Refusal.NoSuchResource();
            var apiVersion = obj.Text("apiVersion");
            return (resource, resource.Versions.FirstOrDefault(v => v.ApiVersion == apiVersion) ?? resource.StorageVersion);
        }
    }

    private StoredObject Commit(Resource resource, StateChangeType type, JsonObject json, StoredObject? previous)
    {
        _revision++;
        json.Metadata()["resourceVersion"] = _revision.ToString(CultureInfo.InvariantCulture);
        var stored = new StoredObject(json, _revision);
        resource.Store.Commit(new HistoryEntry(_revision, type, stored, previous));
        _feed.Add(new StateChange(resource.Name, type, json));
        resource.Strategy.Committed(this, previous?.Json, type == StateChangeType.Deleted ? null : json);
        return stored;
    }

    private void Announce() => _feed.Announce(Changed);
}
