using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Defaults;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Rules;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Strategies;

/// <summary>
/// What built-in kinds have in common: defaults and validation from <see cref="BuiltInResources"/>, and flags that tell them apart.
/// </summary>
internal class BuiltInStrategy(BuiltInResource kind) : KindStrategy
{
    private static readonly HashSet<string> WithGeneration = new(StringComparer.Ordinal)
    {
        "pods",
        "deployments.apps",
        "daemonsets.apps",
        "replicasets.apps",
        "statefulsets.apps",
        "jobs.batch",
        "cronjobs.batch",
        "poddisruptionbudgets.policy",
        "networkpolicies.networking.k8s.io",
        "ingresses.networking.k8s.io",
        "priorityclasses.scheduling.k8s.io",
        "customresourcedefinitions.apiextensions.k8s.io",
        "endpointslices.discovery.k8s.io",
        "validatingwebhookconfigurations.admissionregistration.k8s.io",
        "mutatingwebhookconfigurations.admissionregistration.k8s.io",
    };

    private static readonly HashSet<string> CreatedByUpdate = new(StringComparer.Ordinal)
    {
        "endpoints",
        "events",
        "leases.coordination.k8s.io",
        "roles.rbac.authorization.k8s.io",
        "rolebindings.rbac.authorization.k8s.io",
        "clusterroles.rbac.authorization.k8s.io",
        "clusterrolebindings.rbac.authorization.k8s.io",
    };

    private static readonly HashSet<string> UpdatedOnlyByVersion = new(StringComparer.Ordinal)
    {
        "leases.coordination.k8s.io",
        "customresourcedefinitions.apiextensions.k8s.io",
        "poddisruptionbudgets.policy",
        "validatingwebhookconfigurations.admissionregistration.k8s.io",
        "mutatingwebhookconfigurations.admissionregistration.k8s.io",
    };

    private static readonly HashSet<string> Returned = new(StringComparer.Ordinal)
    {
        "pods",
        "services",
        "serviceaccounts",
        "persistentvolumes",
        "persistentvolumeclaims",
        "resourcequotas",
    };

    private readonly string _name = new ResourceName(kind.Group, kind.Plural).ToString();

    internal override bool HasGeneration => WithGeneration.Contains(_name);

    internal override bool AllowsUnconditionalUpdate => !UpdatedOnlyByVersion.Contains(_name);

    internal override bool AllowsCreateOnUpdate => CreatedByUpdate.Contains(_name);

    internal override bool ReturnsDeleted => Returned.Contains(_name);

    internal override IReadOnlyList<string> SelectableFields => SelectableFieldsOf(_name);

    /// <summary>The resource that these rules are for.</summary>
    protected BuiltInResource Kind => kind;

    internal override string? NameProblem(string name) =>
        kind.Group == "rbac.authorization.k8s.io" ? NameRules.PathSegment(name).FirstOrDefault()
        : _name is "namespaces" or "services" ? NameRules.Label(name).FirstOrDefault()
        : base.NameProblem(name);

    internal override void Default(ServedVersion version, JsonObject obj) => Defaulting.Apply(kind, obj);

    internal override void PrepareForCreate(IRegistry state, JsonObject obj)
    {
        if (kind.HasStatus)
            obj.FillMap("status");
    }

    internal override void Validate(IRegistry state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors) =>
        errors.AddRange(BuiltInRules.Validate(kind, obj, old));

    private static string[] SelectableFieldsOf(string name) =>
        name switch
        {
            "pods" =>
            [
                "spec.nodeName",
                "spec.restartPolicy",
                "spec.schedulerName",
                "spec.serviceAccountName",
                "spec.hostNetwork",
                "status.phase",
                "status.podIP",
                "status.nominatedNodeName",
            ],
            "events" =>
            [
                "involvedObject.kind",
                "involvedObject.namespace",
                "involvedObject.name",
                "involvedObject.uid",
                "involvedObject.apiVersion",
                "involvedObject.resourceVersion",
                "involvedObject.fieldPath",
                "reason",
                "reportingComponent",
                "source",
                "type",
            ],
            "nodes" => ["spec.unschedulable"],
            "namespaces" => ["status.phase"],
            "secrets" => ["type"],
            "services" => ["spec.clusterIP", "spec.type"],
            "replicasets.apps" => ["status.replicas"],
            "jobs.batch" => ["status.successful"],
            _ => [],
        };
}
