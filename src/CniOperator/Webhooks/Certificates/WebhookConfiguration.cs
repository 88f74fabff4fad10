using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Webhooks.Certificates;

/// <summary>What the operator reads of its ValidatingWebhookConfiguration, and the one field that it writes.</summary>
internal static class WebhookConfiguration
{
    private const string ApiVersion = "admissionregistration.k8s.io/v1";

    /// <summary>The kind.</summary>
    internal static ResourceKind Kind { get; } =
        new("admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false);

    /// <summary>The one that is ours.</summary>
    internal static ListScope Scope { get; } = new(null, null, $"metadata.name={WebhookNames.Configuration}");

    /// <summary>
    /// The names under which API servers reach the webhook: those of the Service, and the host of <c>clientConfig.url</c> where the
    /// operator
    /// runs outside of the cluster.
    /// </summary>
    internal static IReadOnlyList<string> HostsIn(JsonObject? configuration, string ns)
    {
        var client = Webhook(configuration).At("clientConfig");
        var hosts = WebhookNames.HostsOf(client.Text("service", "name") ?? WebhookNames.Service, client.Text("service", "namespace") ?? ns);
        return Uri.TryCreate(client.Text("url"), UriKind.Absolute, out var url) ? [.. hosts, url.DnsSafeHost] : hosts;
    }

    /// <summary>The configuration has our webhook and trusts other authorities than these.</summary>
    internal static bool Differs(JsonObject? configuration, CertificateSet set) =>
        Webhook(configuration) is { } webhook && webhook.Text("clientConfig", "caBundle") != Bundle(set);

    /// <summary>What to apply so that it trusts these: only that field, the rest belongs to the installer.</summary>
    internal static JsonObject Trusting(CertificateSet set) =>
        new()
        {
            ["apiVersion"] = ApiVersion,
            ["kind"] = Kind.Kind,
            ["metadata"] = new JsonObject { ["name"] = WebhookNames.Configuration },
            ["webhooks"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = WebhookNames.Webhook,
                    ["clientConfig"] = new JsonObject { ["caBundle"] = Bundle(set) },
                }
            ),
        };

    private static JsonObject? Webhook(JsonObject? configuration) =>
        configuration.Items("webhooks").FirstOrDefault(w => w.Text("name") == WebhookNames.Webhook);

    private static string Bundle(CertificateSet set) => Convert.ToBase64String(Encoding.UTF8.GetBytes(set.Authorities));
}
