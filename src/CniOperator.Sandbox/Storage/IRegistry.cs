using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Storage;

/// <summary>What the rules of a kind need of the cluster that they are for. They are called under its lock.</summary>
internal interface IRegistry
{
    /// <summary>Where timestamps come from.</summary>
    TimeProvider Clock { get; }

    /// <summary>Where Services get their addresses from; the first range is the primary one.</summary>
    IReadOnlyList<string> ServiceCidrs { get; }

    /// <summary>One object, as a clone; <c>null</c> when there is none, or no such resource.</summary>
    JsonObject? Get(ResourceName resource, string? ns, string name);

    /// <summary>The stored objects of a resource.</summary>
    IEnumerable<StoredObject> Stored(ResourceName resource);

    /// <summary>A stored resource by the name of any group that serves it.</summary>
    Resource? FindResource(ResourceName name);

    /// <summary>Adds a resource or changes how it is served; its objects stay.</summary>
    void Register(ResourceName name, Func<ResourceStore, Resource> make);

    /// <summary>Stops serving a resource; its watches end.</summary>
    void Unregister(ResourceName name);

    /// <summary>Deletes an object or starts its deletion.</summary>
    void Delete(Resource resource, string? ns, string name);
}
