using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>The collections that the control loops work with, and the kind that an owner reference or event names.</summary>
internal static class Kinds
{
    public static readonly ResourceName Nodes = new("", "nodes");
    public static readonly ResourceName Pods = new("", "pods");
    public static readonly ResourceName Namespaces = new("", "namespaces");
    public static readonly ResourceName Services = new("", "services");
    public static readonly ResourceName Endpoints = new("", "endpoints");
    public static readonly ResourceName ConfigMaps = new("", "configmaps");
    public static readonly ResourceName Secrets = new("", "secrets");
    public static readonly ResourceName ServiceAccounts = new("", "serviceaccounts");
    public static readonly ResourceName Events = new("", "events");
    public static readonly ResourceName DaemonSets = new("apps", "daemonsets");
    public static readonly ResourceName Deployments = new("apps", "deployments");
    public static readonly ResourceName ReplicaSets = new("apps", "replicasets");
    public static readonly ResourceName ControllerRevisions = new("apps", "controllerrevisions");
    public static readonly ResourceName Leases = new("coordination.k8s.io", "leases");
    public static readonly ResourceName EndpointSlices = new("discovery.k8s.io", "endpointslices");
    public static readonly ResourceName ServiceCidrs = new("networking.k8s.io", "servicecidrs");
    public static readonly ResourceName ClusterRoles = new("rbac.authorization.k8s.io", "clusterroles");
    public static readonly ResourceName ClusterRoleBindings = new("rbac.authorization.k8s.io", "clusterrolebindings");
    public static readonly ResourceName Roles = new("rbac.authorization.k8s.io", "roles");
    public static readonly ResourceName RoleBindings = new("rbac.authorization.k8s.io", "rolebindings");

    /// <summary>What a fresh state may already contain when the loops start to listen.</summary>
    public static readonly IReadOnlyList<ResourceName> All =
    [
        Namespaces,
        Nodes,
        Pods,
        Services,
        Endpoints,
        ConfigMaps,
        Secrets,
        ServiceAccounts,
        Events,
        DaemonSets,
        Deployments,
        ReplicaSets,
        ControllerRevisions,
        Leases,
        EndpointSlices,
        ServiceCidrs,
        ClusterRoles,
        ClusterRoleBindings,
        Roles,
        RoleBindings,
    ];
}
