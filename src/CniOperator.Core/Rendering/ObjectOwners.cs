using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering;

/// <summary>Says whose an object is, so that no addon renders what is another's, the operator's or the cluster's.</summary>
internal sealed class ObjectOwners(AddonCatalog catalog, Addon addon)
{
    private static readonly string[] ClusterNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    private readonly Dictionary<ObjectKey, string> _workloads = catalog
        .Addons.Where(a => a.Name != addon.Name)
        .SelectMany(a => a.Workloads.Select(w => (w.Key, a.Name)))
        .DistinctBy(w => w.Key)
        .ToDictionary(w => w.Key, w => w.Name);

    private readonly Dictionary<string, string> _namespaces = catalog
        .Addons.Where(a => a.Name != addon.Name && a.Namespace != addon.Namespace && !IsClusters(a.Namespace))
        .DistinctBy(a => a.Namespace)
        .ToDictionary(a => a.Namespace, a => a.Name);

    private readonly HashSet<ObjectKey> _own = [.. addon.Workloads.Select(w => w.Key)];

    /// <summary>A namespace that every cluster has.</summary>
    internal static bool IsClusters(string ns) => ClusterNamespaces.Contains(ns);

    /// <summary>Why the addon must not render this object, as the end of a sentence; <c>null</c> when it may.</summary>
    internal string? Objection(ObjectKey key) =>
        key switch
        {
            _ when IsOperators(key) => "is the operator's own",
            { Kind: "Namespace", ApiVersion: "v1" } when IsClusters(key.Name) => "is a Namespace of the cluster, which addon "
                + addon.Name
                + " does not own",
            { Kind: "Namespace", ApiVersion: "v1" } when key.Name != addon.Namespace =>
                $"is a Namespace that addon {addon.Name} does not own: its own, as namespace in addon.yaml says, is {addon.Namespace}",
            _ when !_own.Contains(key) && _workloads.TryGetValue(key, out var other) => $"is a workload of addon {other}",
            _ when addon.FromUser && BuiltInObjects.OwnerOf(key) is { } owner => $"is an object of addon {owner}",
            _ when addon.FromUser && key.Namespace is { } ns && _namespaces.TryGetValue(ns, out var host) =>
                $"is in the Namespace of addon {host}",
            _ => null,
        };

    private static bool IsOperators(ObjectKey key) =>
        key.Group == ClusterNetworkApi.Group
        || key.Namespace == ClusterNetworkApi.OperatorNamespace
        || key is { Kind: "Namespace", Name: ClusterNetworkApi.OperatorNamespace }
        || (key.Kind == "CustomResourceDefinition" && key.Name.EndsWith("." + ClusterNetworkApi.Group, StringComparison.Ordinal));
}
