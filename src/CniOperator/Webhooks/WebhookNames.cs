namespace CniOperator.Webhooks;

/// <summary>The names that the executable and the manifests of <c>config/optional/webhook</c> share; a test holds them equal.</summary>
internal static class WebhookNames
{
    /// <summary>The ValidatingWebhookConfiguration.</summary>
    internal const string Configuration = "cni-operator";

    /// <summary>The webhook in it, the name that a refusal shows.</summary>
    internal const string Webhook = Core.Api.ClusterNetworkApi.CrdName;

    /// <summary>The Service before the replicas.</summary>
    internal const string Service = "cni-operator-webhook";

    /// <summary>The Secret that holds the operator's own certificates.</summary>
    internal const string CertificateSecret = "cni-operator-webhook-cert";

    /// <summary>The path, in controller-runtime's form: <c>/validate-GROUP-VERSION-KIND</c>.</summary>
    internal const string Path = "/validate-cni-operator-io-v1alpha1-clusternetwork";

    /// <summary>Where the webhook is served unless told otherwise.</summary>
    internal const string Address = ":9443";

    /// <summary>The names under which the API server reaches the Service.</summary>
    internal static IReadOnlyList<string> HostsOf(string service, string ns) =>
        [$"{service}.{ns}.svc", $"{service}.{ns}.svc.cluster.local"];
}
