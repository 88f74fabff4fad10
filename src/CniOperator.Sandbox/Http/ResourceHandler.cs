using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Sends a request for a resource to what carries its verb out.</summary>
internal sealed class ResourceHandler(ClusterState state, ApiServerOptions options, CancellationToken stopping)
{
    private readonly ReadHandler _reads = new(state);
    private readonly WatchHandler _watches = new(state, options, stopping);
    private readonly WriteHandler _writes = new(state);
    private readonly PatchHandler _patches = new(state);
    private readonly DeleteHandler _deletes = new(state);
    private readonly SubresourceHandler _subresources = new(state, options.Log);

    internal Task HandleAsync(Exchange exchange, string verb)
    {
        if (exchange.Version.DeprecationWarning is { } warning) exchange.Warn(warning);
        var sub = exchange.Info.Subresource;
        CheckSubresource(exchange, sub);
        if (sub is not ("" or "status" or "finalize")) return _subresources.HandleAsync(exchange, verb);
        var named = exchange.Info.Name is not null;
        return (verb, named) switch
        {
            ("list", false) => _reads.ListAsync(exchange),
            ("watch", _) => _watches.WatchAsync(exchange),
            ("get", true) => _reads.GetAsync(exchange),
            ("create", false) => _writes.CreateAsync(exchange),
            ("update", true) => _writes.ReplaceAsync(exchange),
            ("patch" or "apply", true) => _patches.PatchAsync(exchange),
            ("delete", true) when sub.Length == 0 => _deletes.DeleteAsync(exchange),
            ("deletecollection", false) => _deletes.DeleteCollectionAsync(exchange),
            _ => throw Refusal.MethodNotAllowed(exchange.Resource.Name, verb),
        };
    }

    private static void CheckSubresource(Exchange exchange, string sub)
    {
        var known = sub switch
        {
            "" => true,
            "status" => exchange.Version.HasStatus,
            "finalize" => exchange.Resource.Name == new ResourceName("", "namespaces"),
            _ => exchange.Version.ExtraSubresources.Contains(sub),
        };
        if (!known) throw Refusal.NoSuchResource();
    }
}
