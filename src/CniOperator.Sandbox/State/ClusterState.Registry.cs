using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Sandbox.CustomResources;
using CniOperator.Sandbox.Storage;
using CniOperator.Sandbox.Strategies;

namespace CniOperator.Sandbox.State;

public sealed partial class ClusterState
{
    private static readonly ResourceName Namespaces = new("", "namespaces");
    private static readonly ResourceName Events = new("", "events");
    private readonly Dictionary<ResourceName, Resource> _resources = [];

    /// <summary>
    /// Raised under the lock when a resource comes, changes or goes; discovery caches nothing, so nothing else is needed.
    /// </summary>
    internal IReadOnlyList<Resource> Resources
    {
        get
        {
            lock (_gate)
                return [.. _resources.Values];
        }
    }

    /// <summary>A stored resource by the name of any group that serves it.</summary>
    internal Resource? FindResource(ResourceName name)
    {
        lock (_gate)
            return _resources.GetValueOrDefault(name == EventsAlias ? Events : name);
    }

    /// <summary>The endpoint that a path names, or <c>null</c>.</summary>
    internal (Resource Resource, ServedVersion Version)? FindEndpoint(string group, string version, string plural) =>
        FindResource(new ResourceName(group, plural)) is { } resource && resource.Find(group, version) is { } served
            ? (resource, served)
            : null;

    /// <summary>Adds a resource or changes how it is served; its objects stay.</summary>
    private void Register(ResourceName name, Func<ResourceStore, Resource> make)
    {
        lock (_gate)
        {
            var store = _resources.TryGetValue(name, out var known) ? known.Store : new ResourceStore(_revision, Options.HistoryLength);
            _resources[name] = make(store);
        }
    }

    IReadOnlyList<string> IRegistry.ServiceCidrs => Options.ServiceCidrs;

    IEnumerable<StoredObject> IRegistry.Stored(ResourceName resource) => FindResource(resource)?.Store.Objects ?? [];

    Resource? IRegistry.FindResource(ResourceName name) => FindResource(name);

    void IRegistry.Register(ResourceName name, Func<ResourceStore, Resource> make) => Register(name, make);

    void IRegistry.Unregister(ResourceName name)
    {
        lock (_gate)
            _resources.Remove(name);
    }

    void IRegistry.Delete(Resource resource, string? ns, string name) => Delete(resource, ns, name, new DeleteSettings());

    private static ResourceName EventsAlias => new("events.k8s.io", "events");

    private void RegisterBuiltIns()
    {
        foreach (var kind in BuiltInResources.All.Where(k => !k.IsVirtual))
        {
            var name = new ResourceName(kind.Group, kind.Plural);
            if (name == EventsAlias)
                continue;
            var versions = new List<ServedVersion> { Served(kind) };
            if (name == Events && BuiltInResources.Find("events.k8s.io/v1", "Event") is { } newer)
                versions.Add(Served(newer) with { IsStorage = false, Decode = EventConversion.FromCore, Encode = EventConversion.ToCore });
            Register(name, store => new Resource
            {
                Name = name,
                Kind = kind.Kind,
                ListKind = kind.Kind + "List",
                Singular = kind.Singular,
                Namespaced = kind.Namespaced,
                ShortNames = kind.ShortNames,
                Categories = kind.Categories,
                Versions = versions,
                Strategy = StrategyFor(kind),
                Store = store,
            });
        }
    }

    private static ServedVersion Served(BuiltInResource kind) =>
        new()
        {
            Group = kind.Group,
            Version = kind.Version,
            Kind = kind.Kind,
            Schema = kind.Schema,
            HasStatus = kind.HasStatus,
            ExtraSubresources = kind.ExtraSubresources,
        };

    private static BuiltInStrategy StrategyFor(BuiltInResource kind) =>
        new ResourceName(kind.Group, kind.Plural).ToString() switch
        {
            "namespaces" => new NamespaceStrategy(kind),
            "pods" => new PodStrategy(kind),
            "services" => new ServiceStrategy(kind),
            "nodes" => new NodeStrategy(kind),
            "daemonsets.apps" => new DaemonSetStrategy(kind),
            "events" => new EventStrategy(kind),
            "customresourcedefinitions.apiextensions.k8s.io" => new DefinitionStrategy(kind),
            _ => new BuiltInStrategy(kind),
        };
}
