using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Webhooks.Certificates;

/// <summary>
/// A <see cref="CertificateSet"/> as a Secret of type <c>kubernetes.io/tls</c>, with the authority's key as one more entry.
/// </summary>
internal static class CertificateSecret
{
    private const string Authorities = "ca.crt";
    private const string AuthorityKey = "ca.key";
    private const string Certificate = "tls.crt";
    private const string Key = "tls.key";

    /// <summary>What a Secret holds; <c>null</c> when there is no Secret.</summary>
    internal static CertificateSet? Read(JsonObject? secret) =>
        secret is null
            ? null
            : new CertificateSet(Text(secret, Authorities), Text(secret, AuthorityKey), Text(secret, Certificate), Text(secret, Key));

    /// <summary>The Secret to apply.</summary>
    /// <param name="set">What it is to hold.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="present">
    /// The Secret there is: one that changed since is not overwritten, and its type, which cannot be changed, stays.
    /// </param>
    internal static JsonObject Write(CertificateSet set, string ns, JsonObject? present)
    {
        var metadata = new JsonObject
        {
            ["name"] = WebhookNames.CertificateSecret,
            ["namespace"] = ns,
            ["labels"] = new JsonObject
            {
                ["app.kubernetes.io/name"] = "cni-operator",
                [ClusterNetworkApi.ManagedByLabel] = ClusterNetworkApi.FieldManager,
            },
        };
        if (present.Text("metadata", "resourceVersion") is { } version)
            metadata["resourceVersion"] = version;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = metadata,
            ["type"] = present.Text("type") ?? "kubernetes.io/tls",
            ["data"] = new JsonObject
            {
                [Authorities] = Encode(set.Authorities),
                [AuthorityKey] = Encode(set.AuthorityKey),
                [Certificate] = Encode(set.Certificate),
                [Key] = Encode(set.Key),
            },
        };
    }

    private static string Text(JsonObject secret, string key)
    {
        var bytes = new byte[secret.Text("data", key)?.Length ?? 0];
        return Convert.TryFromBase64String(secret.Text("data", key) ?? "", bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : "";
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
