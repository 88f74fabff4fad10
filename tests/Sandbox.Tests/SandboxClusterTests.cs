using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Tests.Nodes;

namespace CniOperator.Sandbox.Tests;

public sealed class SandboxClusterTests
{
    [Fact]
    public async Task Applied_over_http_a_dataplane_brings_every_node_up_in_seconds()
    {
        await using var cluster = await SandboxCluster.StartAsync();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.State.Changed += change =>
        {
            if (change.Resource == Kinds.Nodes && cluster.State.List(Kinds.Nodes).All(n => n.ConditionIs("NetworkUnavailable", "False")))
                ready.TrySetResult();
        };
        using var client = new HttpClient { BaseAddress = cluster.Url };
        foreach (var obj in Manifests.Flannel())
        {
            using var body = new StringContent(obj.ToJsonString(), Encoding.UTF8);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/apply-patch+yaml");
            using var response = await client.PatchAsync(new Uri($"{PathOf(obj)}?fieldManager=test&force=true", UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        await ready.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var nodes = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/nodes", UriKind.Relative)));
        Assert.All(nodes.Items("items"), n => Assert.True(n.ConditionIs("Ready", "True")));
        Assert.Equal(0, cluster.Problems);
    }

    [Fact]
    public async Task The_kubeconfig_names_the_sandbox_context_and_a_user_with_credentials_as_some_clients_want_them()
    {
        await using var cluster = await SandboxCluster.StartAsync(new() { Nodes = 0 });

        Assert.Contains("current-context: cni-operator-sandbox", cluster.Kubeconfig, StringComparison.Ordinal);
        Assert.Contains("token: ", cluster.Kubeconfig, StringComparison.Ordinal);
        Assert.Contains($"server: http://127.0.0.1:{cluster.Url.Port}", cluster.Kubeconfig, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kubectl_that_looks_for_a_kind_in_OpenAPI_v2_gets_a_document_that_it_can_read()
    {
        await using var cluster = await SandboxCluster.StartAsync(new() { Nodes = 0 });
        using var client = new HttpClient { BaseAddress = cluster.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi/v2", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/com.github.proto-openapi.spec.v2.v1.0+protobuf", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("\n\u00032.0", await response.Content.ReadAsStringAsync());
    }

    private static string PathOf(JsonObject obj)
    {
        var resource = SimulatedCluster.ResourceOf(obj);
        var root = resource.Group.Length == 0 ? "/api" : "/apis";
        var scope = obj.Namespace() is { } ns ? $"/namespaces/{ns}" : "";
        return $"{root}/{obj.Text("apiVersion")}{scope}/{resource.Plural}/{obj.Name()}";
    }
}
