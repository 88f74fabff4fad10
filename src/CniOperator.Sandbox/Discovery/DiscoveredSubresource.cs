using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Discovery;

/// <summary>What discovery says of one subresource.</summary>
internal sealed record DiscoveredSubresource(string Name, string Group, string Version, string Kind, IReadOnlyList<string> Verbs)
{
    internal static DiscoveredSubresource Of(string name, ServedVersion owner) =>
        name switch
        {
            "scale" => new DiscoveredSubresource(name, "autoscaling", "v1", "Scale", ["get", "patch", "update"]),
            "eviction" => new DiscoveredSubresource(name, "policy", "v1", "Eviction", ["create"]),
            "binding" => new DiscoveredSubresource(name, "", "v1", "Binding", ["create"]),
            "token" => new DiscoveredSubresource(name, "authentication.k8s.io", "v1", "TokenRequest", ["create"]),
            "attach" => new DiscoveredSubresource(name, "", "v1", "PodAttachOptions", ["create", "get"]),
            "exec" => new DiscoveredSubresource(name, "", "v1", "PodExecOptions", ["create", "get"]),
            "portforward" => new DiscoveredSubresource(name, "", "v1", "PodPortForwardOptions", ["create", "get"]),
            _ => new DiscoveredSubresource(name, owner.Group, owner.Version, owner.Kind, ["get"]),
        };
}
