using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Resources;
using k8s;

namespace CniOperator.Benchmarks.EndToEnd;

/// <summary>A real API server with the CRD installed and three nodes; and what both contestants are to apply.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly ResourceKind Definitions = new(
        "apiextensions.k8s.io",
        "v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        false
    );
    private static readonly ApplyOptions Apply = new("benchmark");

    private readonly RealServer _server;
    private readonly HttpClient _http;

    private Stage(RealServer server)
    {
        _server = server;
        _http = ServerHttp.NewClient(server.Url, server.Token);
        Client = ClusterConnection.CreateClient(Connection, "benchmark/1");
    }

    internal IApiClient Client { get; }

    internal KubernetesClientConfiguration Connection =>
        new()
        {
            Host = _server.Url.ToString(),
            AccessToken = _server.Token,
            SkipTlsVerify = true,
        };

    internal JsonObject Network { get; } = (JsonObject)YamlReader.Read(EmbeddedText.FlannelSample, "sample").Single().Root!;

    internal IReadOnlyList<Manifest> Objects { get; } =
        new Renderer(AddonCatalog.BuiltIn)
            .Render(
                new RenderRequest(
                    "default",
                    new ClusterNetworkSpec
                    {
                        Provider = "flannel",
                        PodNetwork = new PodNetwork { Cidrs = ["10.244.0.0/16"] },
                    },
                    ClusterFacts.None,
                    new Dictionary<SecretKeyReference, string>()
                )
            )
            .Objects;

    internal string Kubeconfig =>
        $"""
            apiVersion: v1
            kind: Config
            current-context: x
            contexts:
            - name: x
              context:
                cluster: x
                user: x
            clusters:
            - name: x
              cluster:
                server: {_server.Url}
                insecure-skip-tls-verify: true
            users:
            - name: x
              user:
                token: {_server.Token}
            """;

    internal static async Task<Stage> SetUpAsync()
    {
        var stage = new Stage(await RealServer.StartAsync());
        await stage.Client.ApplyAsync(Definitions, ClusterNetworkDefinition.Json, Apply, CancellationToken.None);
        await stage.Client.ApplyAsync(
            KubernetesKinds.Namespaces,
            Named("v1", "Namespace", ClusterNetworkApi.OperatorNamespace),
            Apply,
            CancellationToken.None
        );
        for (var i = 1; i <= 3; i++)
            await stage.Client.ApplyAsync(KubernetesKinds.Nodes, Node(i), Apply, CancellationToken.None);
        while (await stage.Client.Mapper.FindAsync(ClusterNetworkApi.ApiVersion, ClusterNetworkApi.Kind, CancellationToken.None) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        return stage;
    }

    internal async Task CreateNetworkAsync()
    {
        var body = new StringContent(Network.ToJsonString(), null, "application/json");
        using var answer = await _http.PostAsync(
            new Uri($"/apis/{ClusterNetworkApi.ApiVersion}/{ClusterNetworkApi.Plural}", UriKind.Relative),
            body
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Removes all that was applied. There is no controller manager, so a namespace is finalized by hand.</summary>
    internal async Task ClearAsync()
    {
        var network = new ResourceKind(
            ClusterNetworkApi.Group,
            ClusterNetworkApi.Version,
            ClusterNetworkApi.Kind,
            ClusterNetworkApi.Plural,
            false
        );
        await Client.DeleteAsync(network, new ObjectName(null, "default"), null, CancellationToken.None);
        await Client.DeleteAsync(
            KubernetesKinds.ConfigMaps,
            new ObjectName(ClusterNetworkApi.OperatorNamespace, "last-valid-spec.default"),
            null,
            CancellationToken.None
        );
        foreach (var key in Objects.Select(o => o.Key).Reverse())
        {
            var kind = await Client.Mapper.FindAsync(key.ApiVersion, key.Kind, CancellationToken.None);
            await Client.DeleteAsync(kind!, new ObjectName(key.Namespace, key.Name), null, CancellationToken.None);
            if (key.Kind == "Namespace")
                await FinalizeAsync(key.Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task FinalizeAsync(string name)
    {
        var path = new Uri($"/api/v1/namespaces/{name}", UriKind.Relative);
        var body = JsonNode.Parse(await _http.GetStringAsync(path))!;
        body["spec"]!["finalizers"] = new JsonArray();
        using var answer = await _http.PutAsync(
            new Uri($"{path}/finalize", UriKind.Relative),
            new StringContent(body.ToJsonString(), null, "application/json")
        );
        answer.EnsureSuccessStatusCode();
    }

    // With its share of the sample's pod network, as kube-controller-manager would give it: without one the network would wait.
    private static JsonObject Node(int number)
    {
        var node = Named("v1", "Node", $"node-{number}");
        node["spec"] = new JsonObject { ["podCIDR"] = $"10.244.{number}.0/24", ["podCIDRs"] = new JsonArray($"10.244.{number}.0/24") };
        return node;
    }

    private static JsonObject Named(string apiVersion, string kind, string name) =>
        new()
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
        };
}
