using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Defaults;

/// <summary>What kube-apiserver fills into objects that configure the cluster itself.</summary>
internal static class ClusterDefaults
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private const int HttpsPort = 443;

    internal static void RoleBinding(JsonObject obj)
    {
        obj.Map("roleRef")?.FillText("apiGroup", RbacGroup);
        foreach (var subject in obj.Items("subjects"))
            if (subject.Text("kind") is "User" or "Group")
                subject.FillText("apiGroup", RbacGroup);
    }

    internal static void PriorityClass(JsonObject obj)
    {
        obj.Fill("preemptionPolicy", "PreemptLowerPriority");
        obj.Fill("value", 0);
    }

    internal static void StorageClass(JsonObject obj)
    {
        obj.Fill("reclaimPolicy", "Delete");
        obj.Fill("volumeBindingMode", "Immediate");
    }

    internal static void ValidatingWebhooks(JsonObject obj)
    {
        foreach (var webhook in obj.Items("webhooks"))
        {
            webhook.FillText("failurePolicy", "Fail");
            webhook.FillText("matchPolicy", "Equivalent");
            webhook.FillMap("namespaceSelector");
            webhook.FillMap("objectSelector");
            webhook.Fill("timeoutSeconds", 10);
            webhook.Map("clientConfig")?.Map("service")?.Fill("port", HttpsPort);
            foreach (var rule in webhook.Items("rules"))
                rule.FillText("scope", "*");
        }
    }

    internal static void MutatingWebhooks(JsonObject obj)
    {
        ValidatingWebhooks(obj);
        foreach (var webhook in obj.Items("webhooks"))
            webhook.FillText("reinvocationPolicy", "Never");
    }

    internal static void CustomResourceDefinition(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        if (spec.Map("names") is { } names && names.Text("kind") is { Length: > 0 } kind)
        {
            names.FillText("singular", kind.ToLowerInvariant());
            names.FillText("listKind", kind + "List");
        }

        var conversion = spec.FillMap("conversion");
        conversion.FillText("strategy", "None");
        conversion.Map("webhook")?.Map("clientConfig")?.Map("service")?.Fill("port", HttpsPort);
    }
}
