using System.Text.Json.Nodes;
using CniOperator.Commands.Connectivity;
using CniOperator.Connectivity;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CniOperator.Operator.Tests.Commands.Connectivity;

public sealed class How_details_are_read
{
    private const string First = "/api/v1/namespaces/cni-operator-system/pods/one:9480/proxy/connectivity";
    private const string Second = "/api/v1/namespaces/cni-operator-system/pods/two:8080/proxy/connectivity";

    private readonly Mock<IApiClient> _client = new();

    public How_details_are_read() =>
        Pods(
            """{"metadata":{"name":"one"},"spec":{"containers":[{"ports":[{"name":"probes","containerPort":9481},{"name":"metrics","containerPort":9480}]}]},"status":{"phase":"Running"}}""",
            """{"metadata":{"name":"two"},"spec":{"containers":[{}]},"status":{"phase":"Running"}}""",
            """{"metadata":{"name":"old"},"status":{"phase":"Failed"}}"""
        );

    [Fact]
    public async Task The_pod_that_leads_answers_at_its_metrics_port_and_a_stand_by_does_not_matter()
    {
        Refuse(Second, 503, "it does not lead");
        _client.Setup(c => c.GetRawAsync(First, It.IsAny<CancellationToken>())).ReturnsAsync(Lab.Json("""{"network":"default"}"""));
        Assert.Equal("default", (await ReadAsync()).Details?.Network);
    }

    [Fact]
    public async Task Of_one_node_its_own_page_is_asked_for()
    {
        Refuse($"{First}/node-3", 503, "it does not lead");
        _client
            .Setup(c => c.GetRawAsync($"{Second}/node-3", It.IsAny<CancellationToken>()))
            .ReturnsAsync(Lab.Json("""{"network":"default","nodes":[]}"""));
        Assert.NotNull((await ReadAsync("node-3")).Details);
        var source = new DetailsSource(new DetailsReader(_client.Object, TimeProvider.System), "default", "node-3");
        var unknown = await Assert.ThrowsAsync<CniOperator.Commands.InputException>(() => source.ReadAsync(CancellationToken.None));
        Assert.Equal("--node \"node-3\": is not a node of this cluster; kubectl get nodes lists them", unknown.Message);
    }

    [Theory]
    [InlineData(403, true, "ask for the right get on pods/proxy in cni-operator-system")]
    [InlineData(404, true, "its operator is of an earlier version")]
    [InlineData(503, false, "has nothing to show: it does not lead")]
    public async Task Why_there_are_none_is_said_with_what_to_do(int code, bool lasts, string said)
    {
        Refuse(First, code, "it does not lead");
        Refuse(Second, code, "it does not lead");
        var answer = await ReadAsync();
        Assert.Contains(said, answer.Problem, StringComparison.Ordinal);
        Assert.Equal((null, lasts), (answer.Details, answer.Lasts));
    }

    [Fact]
    public async Task Without_pods_or_the_right_to_list_them_that_is_said()
    {
        Pods();
        Assert.Contains("no pod of the operator runs in cni-operator-system", (await ReadAsync()).Problem, StringComparison.Ordinal);
        _client
            .Setup(c => c.ListAsync(It.IsAny<ResourceType<Unstructured>>(), It.IsAny<ListScope>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ApiException("no") { Code = 403 });
        Assert.Contains("may not list pods in cni-operator-system", (await ReadAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_never_answers_is_given_up()
    {
        var clock = new FakeTimeProvider();
        _client
            .Setup(c => c.GetRawAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns<string, CancellationToken>(
                async (_, cancelled) =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
                    return null;
                }
            );
        var reading = new DetailsReader(_client.Object, clock).ReadAsync(null, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("no pod of the operator answered within 10 s", (await reading).Problem);
    }

    [Fact]
    public async Task The_details_of_another_network_are_not_shown_as_this_ones()
    {
        _client.Setup(c => c.GetRawAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(Lab.Json("""{"network":"a"}"""));
        var source = new DetailsSource(new DetailsReader(_client.Object, TimeProvider.System), "b", null);
        Assert.Contains("observes ClusterNetwork/a", (await source.ReadAsync(CancellationToken.None)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_made_once_for_each_judgement_and_is_absent_without_one()
    {
        var details = new Judged();
        var page = new ConnectivityPage(details);
        Assert.Null(page.Json(""));
        Assert.Null(page.Json("node-1"));
        var (world, judgement) = Pages.FiveWithOneFaulty();
        details.Newest = new JudgedConnectivity("default", world.Facts, judgement);
        var first = page.Json("");
        Assert.Same(first, page.Json(""));
        details.Newest = new JudgedConnectivity("default", world.Facts, judgement);
        Assert.NotSame(first, page.Json(""));
        Assert.Equal("node-1", JsonNode.Parse(page.Json("node-1")!)!["nodes"]![0]!["name"]!.ToString());
    }

    private Task<DetailsAnswer> ReadAsync(string? node = null) =>
        new DetailsReader(_client.Object, TimeProvider.System).ReadAsync(node, CancellationToken.None);

    private void Refuse(string path, int code, string message) =>
        _client
            .Setup(c => c.GetRawAsync(path, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ApiException(message) { Code = code, ServerMessage = message });

    private void Pods(params string[] pods) =>
        _client
            .Setup(c =>
                c.ListAsync(
                    It.IsAny<ResourceType<Unstructured>>(),
                    new ListScope("cni-operator-system", "app.kubernetes.io/name=cni-operator"),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(new ObjectList<Unstructured>([.. pods.Select(p => new Unstructured(Lab.Json(p)))], "1"));

    private sealed class Judged : IConnectivityDetails
    {
        public JudgedConnectivity? Newest { get; set; }
    }
}
