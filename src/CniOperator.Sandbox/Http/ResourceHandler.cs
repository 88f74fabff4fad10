using CniOperator.Sandbox.State;
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
        if (exchange.Version.DeprecationWarning is { } warning)
            exchange.Warn(warning);
        var sub = exchange.Info.Subresource;
        CheckSubresource(exchange, sub);
        if (sub is not ("" or "status" or "finalize"))
            return _subresources.HandleAsync(exchange, verb);
        var named = exchange.Info.Name is not null;
        return (verb, named) switch
        {
            ("list", false) => _reads.ListAsync(exchange),
            ("watch", _) => _watches.WatchAsync(exchange),
            ("get", true) => _reads.GetAsync(exchange),
            // A name in the path of a create is not looked at by the handler of custom resources.
            ("create", var isNamed) when !isNamed || (exchange.Resource.Custom && sub.Length == 0) => _writes.CreateAsync(exchange),
            ("update", true) => _writes.ReplaceAsync(exchange),
            ("patch" or "apply", true) => _patches.PatchAsync(exchange),
            ("delete", true) when sub.Length == 0 => _deletes.DeleteAsync(exchange),
            ("deletecollection", false) when exchange.Resource.Name.ToString() != "namespaces" => _deletes.DeleteCollectionAsync(exchange),
            _ => throw NotAllowed(exchange, verb),
        };
    }

    private static ApiStatusException NotAllowed(Exchange exchange, string verb)
    {
        if (!exchange.Resource.Custom)
            return Refusal.NoSuchMethod();
        return exchange.Info.Name is null && verb is "update" or "patch" or "apply"
            ? Refusal.BadRequest("name must be provided")
            : Refusal.MethodNotAllowed(exchange.Resource.Name, verb);
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
        if (known)
            return;
        throw exchange.Resource.Custom ? Refusal.NotFound(exchange.Resource.Name, exchange.Name) : Refusal.NoSuchResource();
    }
}
