namespace CniOperator.Kubernetes.BuiltIns;

/// <summary>What discovery says of the built-in resources: names, scope, short names, categories, subresources.</summary>
internal static class ResourceTable
{
    private static readonly string[] Stored = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] CreateOnly = ["create"];

    internal static IReadOnlyList<BuiltInResource> All { get; } =
    [
        Of("", "Namespace", "namespaces", "ns", Scope.Cluster, status: true),
        Of("", "Node", "nodes", "no", Scope.Cluster, status: true),
        Of(
            "",
            "Pod",
            "pods",
            "po",
            categories: "all",
            status: true,
            more: "attach binding ephemeralcontainers eviction exec log portforward"
        ),
        Of("", "Service", "services", "svc", categories: "all", status: true),
        Of("", "Endpoints", "endpoints", "ep", singular: "endpoints"),
        Of("", "ConfigMap", "configmaps", "cm"),
        Of("", "Secret", "secrets"),
        Of("", "ServiceAccount", "serviceaccounts", "sa", more: "token"),
        Of("", "Event", "events", "ev"),
        Of("", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", status: true),
        Of("", "ResourceQuota", "resourcequotas", "quota", status: true),
        Of("", "LimitRange", "limitranges", "limits"),
        Of("apps", "DaemonSet", "daemonsets", "ds", categories: "all", status: true),
        Of("apps", "Deployment", "deployments", "deploy", categories: "all", status: true, more: "scale"),
        Of("apps", "ReplicaSet", "replicasets", "rs", categories: "all", status: true, more: "scale"),
        Of("apps", "StatefulSet", "statefulsets", "sts", categories: "all", status: true, more: "scale"),
        Of("apps", "ControllerRevision", "controllerrevisions"),
        Of("batch", "Job", "jobs", categories: "all", status: true),
        Of("batch", "CronJob", "cronjobs", "cj", categories: "all", status: true),
        Of("rbac.authorization.k8s.io", "ClusterRole", "clusterroles", scope: Scope.Cluster),
        Of("rbac.authorization.k8s.io", "ClusterRoleBinding", "clusterrolebindings", scope: Scope.Cluster),
        Of("rbac.authorization.k8s.io", "Role", "roles"),
        Of("rbac.authorization.k8s.io", "RoleBinding", "rolebindings"),
        Of("coordination.k8s.io", "Lease", "leases"),
        Of("events.k8s.io", "Event", "events", "ev"),
        Of("discovery.k8s.io", "EndpointSlice", "endpointslices"),
        Of("networking.k8s.io", "NetworkPolicy", "networkpolicies", "netpol"),
        Of("networking.k8s.io", "ServiceCIDR", "servicecidrs", scope: Scope.Cluster, status: true),
        Of("networking.k8s.io", "IPAddress", "ipaddresses", "ip", Scope.Cluster),
        Of("policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", status: true),
        Of(
            "apiextensions.k8s.io",
            "CustomResourceDefinition",
            "customresourcedefinitions",
            "crd crds",
            Scope.Cluster,
            "api-extensions",
            status: true
        ),
        Of(
            "admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration",
            "validatingwebhookconfigurations",
            scope: Scope.Cluster,
            categories: "api-extensions"
        ),
        Of(
            "admissionregistration.k8s.io",
            "MutatingWebhookConfiguration",
            "mutatingwebhookconfigurations",
            scope: Scope.Cluster,
            categories: "api-extensions"
        ),
        Of("scheduling.k8s.io", "PriorityClass", "priorityclasses", "pc", Scope.Cluster),
        Of("storage.k8s.io", "StorageClass", "storageclasses", "sc", Scope.Cluster),
        Review("authentication.k8s.io", "TokenReview", "tokenreviews"),
        Review("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews"),
        Review("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews"),
        Review("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews"),
        Review("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews"),
        Review("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews", Scope.Namespace),
    ];

    private enum Scope
    {
        Namespace,
        Cluster,
    }

    private static BuiltInResource Of(
        string group,
        string kind,
        string plural,
        string shortNames = "",
        Scope scope = Scope.Namespace,
        string categories = "",
        bool status = false,
        string more = "",
        string? singular = null
    ) =>
        new(
            group,
            "v1",
            kind,
            plural,
            singular ?? kind.ToLowerInvariant(),
            Words(shortNames),
            scope == Scope.Namespace,
            Words(categories),
            status,
            Stored,
            Words(more)
        );

    private static BuiltInResource Review(string group, string kind, string plural, Scope scope = Scope.Cluster) =>
        new(group, "v1", kind, plural, kind.ToLowerInvariant(), [], scope == Scope.Namespace, [], false, CreateOnly, []);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
