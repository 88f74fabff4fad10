using System.Text.Json.Nodes;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Controllers;
using CniOperator.Runtime.Tests.Support;
using Moq;

namespace CniOperator.Runtime.Tests;

public class FinalizerRunnerTests
{
    private readonly Mock<IApiClient> _client = new(MockBehavior.Strict);
    private readonly Mock<IEntityFinalizer<Unstructured>> _first = new();
    private readonly Mock<IEntityFinalizer<Unstructured>> _second = new();

    [Fact]
    public async Task A_finalizer_that_has_finished_is_taken_off_wherever_it_stands_while_the_object_is_the_same()
    {
        var widget = Widget("foreign.io/x", "test.io/first", "foreign.io/y");
        var left = Widget("foreign.io/x", "foreign.io/y");
        JsonNode? sent = null;
        Patch()
            .Callback((ResourceKind _, ObjectName _, PatchType _, JsonNode p, string? _, CancellationToken _) => sent = p)
            .ReturnsAsync(left.Json);
        Returns(_first, ReconciliationResult<Unstructured>.Success(widget));

        var result = await FinalizeAsync(widget);

        Assert.Equal(
            """[{"op":"test","path":"/metadata/uid","value":"uid-1"},"""
                + """{"op":"test","path":"/metadata/finalizers/1","value":"test.io/first"},"""
                + """{"op":"remove","path":"/metadata/finalizers/1"}]""",
            sent!.ToJsonString()
        );
        Assert.Equal(left.Metadata.Finalizers, result.Entity.Metadata.Finalizers);
        _second.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_finalizer_that_has_not_finished_stays_and_those_after_it_wait()
    {
        var widget = Widget("test.io/first", "test.io/second");
        Returns(_first, ReconciliationResult<Unstructured>.Success(widget, TimeSpan.FromSeconds(5)));

        Assert.Equal(TimeSpan.FromSeconds(5), (await FinalizeAsync(widget)).RequeueAfter);

        _second.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_finalizer_that_fails_stays()
    {
        var widget = Widget("test.io/first");
        Returns(_first, ReconciliationResult<Unstructured>.Failure(widget, "not yet"));

        Assert.Equal("not yet", (await FinalizeAsync(widget)).ErrorMessage);
    }

    [Fact]
    public async Task A_change_of_the_finalizers_in_between_is_a_conflict()
    {
        var widget = Widget("test.io/first");
        Patch().ThrowsAsync(new ApiException("a test failed") { Code = 422 });
        Returns(_first, ReconciliationResult<Unstructured>.Success(widget));

        Assert.True((await Assert.ThrowsAsync<ApiException>(() => FinalizeAsync(widget))).IsConflict);
    }

    [Fact]
    public async Task An_object_that_is_gone_when_the_finalizer_has_finished_is_done()
    {
        var widget = Widget("test.io/first");
        Patch().ThrowsAsync(new ApiException("not found") { Code = 404 });
        Returns(_first, ReconciliationResult<Unstructured>.Success(widget));

        Assert.True((await FinalizeAsync(widget)).IsSuccess);
    }

    private Moq.Language.Flow.ISetup<IApiClient, Task<JsonObject>> Patch() =>
        _client.Setup(c =>
            c.PatchAsync(
                Bench.WidgetKind,
                new ObjectName(null, "a"),
                PatchType.Json,
                It.IsAny<JsonNode>(),
                "manager",
                It.IsAny<CancellationToken>()
            )
        );

    private static void Returns(Mock<IEntityFinalizer<Unstructured>> finalizer, ReconciliationResult<Unstructured> result) =>
        finalizer.Setup(f => f.FinalizeAsync(result.Entity, It.IsAny<CancellationToken>())).ReturnsAsync(result);

    private Task<ReconciliationResult<Unstructured>> FinalizeAsync(Unstructured widget)
    {
        var runner = new FinalizerRunner<Unstructured>(
            _client.Object,
            Bench.Widgets,
            "manager",
            [("test.io/first", _first.Object), ("test.io/second", _second.Object)]
        );
        return runner.FinalizeAsync(widget, CancellationToken.None);
    }

    private static Unstructured Widget(params IEnumerable<string> finalizers)
    {
        var widget = Bench.Widget("a");
        widget["metadata"]!["uid"] = "uid-1";
        widget["metadata"]!["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]);
        return new Unstructured(widget);
    }
}
