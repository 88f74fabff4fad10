using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Validation;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands.Sandbox;

/// <summary>Puts into the embedded cluster, over its API, what a user would have put into a real one.</summary>
/// <param name="setup">What the run is to do.</param>
/// <param name="client">The embedded cluster's API.</param>
/// <param name="log">Called with what was done.</param>
internal sealed class SandboxInstaller(SandboxSetup setup, IApiClient client, Action<string, string> log)
{
    /// <summary>The field manager of everything that the command itself applies.</summary>
    public const string FieldManager = "sandbox";

    private static readonly ResourceKind Definitions = new(
        "apiextensions.k8s.io",
        "v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        Namespaced: false
    );

    /// <summary>Applies the CRD, the operator's namespace and the Secrets that the network refers to.</summary>
    /// <exception cref="ApiException">The API server refused an object.</exception>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        await ApplyAsync(Definitions, ClusterNetworkDefinition.Json, cancellationToken);
        log("install", $"CRD {ClusterNetworkApi.CrdName}");
        await NamespaceAsync(ClusterNetworkApi.OperatorNamespace, cancellationToken);
        foreach (var secret in setup.Secrets.GroupBy(s => s.Key.Name))
        {
            var data = secret.Select(s => (s.Key.Key, s.Value));
            await SecretAsync(ClusterNetworkApi.OperatorNamespace, secret.Key, data, cancellationToken);
        }

        foreach (var secret in setup.PodSecrets.GroupBy(s => (s.Namespace, s.Reference.Name)))
        {
            var data = secret.Select(s => (s.Reference.Key, setup.Secrets.GetValueOrDefault(s.Reference, "placeholder")));
            await NamespaceAsync(secret.Key.Namespace, cancellationToken);
            await SecretAsync(secret.Key.Namespace, secret.Key.Name, data, cancellationToken);
        }
    }

    /// <summary>Applies one object by server-side apply.</summary>
    /// <exception cref="ApiException">The API server refused it.</exception>
    public Task ApplyAsync(ResourceKind kind, JsonObject obj, CancellationToken cancellationToken) =>
        client.ApplyAsync(kind, obj, new ApplyOptions(FieldManager), cancellationToken);

    private Task NamespaceAsync(string name, CancellationToken cancellationToken) =>
        ApplyAsync(KubernetesKinds.Namespaces, Object("Namespace", new JsonObject { ["name"] = name }), cancellationToken);

    private async Task SecretAsync(
        string ns,
        string name,
        IEnumerable<(string Key, string Value)> data,
        CancellationToken cancellationToken
    )
    {
        var secret = Object("Secret", new JsonObject { ["name"] = name, ["namespace"] = ns });
        secret["data"] = new JsonObject(
            data.Select(d => KeyValuePair.Create<string, JsonNode?>(d.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(d.Value))))
        );
        await ApplyAsync(KubernetesKinds.Secrets, secret, cancellationToken);
        log("install", $"Secret {ns}/{name}");
    }

    private static JsonObject Object(string kind, JsonObject metadata) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = kind,
            ["metadata"] = metadata,
        };
}
