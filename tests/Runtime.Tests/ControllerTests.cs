using System.Text.Json.Nodes;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Controllers;
using CniOperator.Runtime.Tests.Support;
using CsCheck;

namespace CniOperator.Runtime.Tests;

public class ControllerTests
{
    private static readonly ResourceKind ConfigMaps = KubernetesKinds.ConfigMaps;

    [Fact]
    public async Task A_change_of_the_spec_is_reconciled_and_one_of_the_status_is_not()
    {
        await using var bench = new OperatorBench();
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 1));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 1);
        var withStatus = Bench.Widget("a", 1);
        withStatus["status"] = new JsonObject { ["ready"] = true };
        bench.Server.Put(Bench.Path("a"), withStatus);
        for (var i = 0; i < 20; i++)
            await Bench.SettleAsync();
        Assert.Equal(1, bench.Controller.Count);
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 2));
        await bench.UntilAsync(() => bench.Controller.Count == 2);
    }

    [Fact]
    public async Task A_failure_is_retried_forever_whether_thrown_or_returned_and_a_success_ends_the_backoff()
    {
        await using var bench = new OperatorBench();
        var attempt = 0;
        bench.Controller.OnReconcile = (entity, _) =>
            ++attempt switch
            {
                <= 10 => throw new InvalidOperationException("not yet"),
                <= 20 => Task.FromResult(ReconciliationResult<Unstructured>.Failure(entity, "not yet either")),
                _ => Task.FromResult(ReconciliationResult<Unstructured>.Success(entity)),
            };
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => attempt == 21, TimeSpan.FromSeconds(20));
        Assert.Equal(20, bench.Metric("controller_runtime_reconcile_errors_total{controller=\"widget\"}"));
        Assert.Equal(10, bench.Metric("controller_runtime_reconcile_panics_total{controller=\"widget\"}"));
        Assert.Equal(20, bench.Metric("workqueue_retries_total{name=\"widget\",controller=\"widget\"}"));
    }

    [Fact]
    public async Task After_an_outage_of_many_failures_the_return_of_the_API_server_is_noticed_within_half_a_minute()
    {
        await using var bench = new OperatorBench();
        var (attempt, last, longest) = (0, bench.Clock.GetTimestamp(), TimeSpan.Zero);
        bench.Controller.OnReconcile = (entity, _) =>
        {
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, bench.Clock.GetElapsedTime(last).Ticks));
            last = bench.Clock.GetTimestamp();
            return ++attempt <= 17
                ? throw new ApiException("cannot be reached")
                : Task.FromResult(ReconciliationResult<Unstructured>.Success(entity));
        };
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => attempt == 18, TimeSpan.FromSeconds(5));
        Assert.InRange(longest, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(36));
    }

    [Fact]
    public async Task A_terminal_error_is_not_retried_before_the_object_changes()
    {
        await using var bench = new OperatorBench();
        bench.Controller.OnReconcile = (_, _) => throw new TerminalReconcileException("spec.size must be positive");
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 1));
        bench.Start();
        await bench.UntilAsync(() => bench.Metric("controller_runtime_terminal_reconcile_errors_total{controller=\"widget\"}") == 1);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await Bench.SettleAsync();
        Assert.Equal(1, bench.Controller.Count);
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 2));
        await bench.UntilAsync(() => bench.Controller.Count == 2);
    }

    [Fact]
    public async Task A_conflict_is_tried_again_and_is_not_an_error()
    {
        await using var bench = new OperatorBench();
        bench.Controller.OnReconcile = (entity, _) =>
            bench.Controller.Count == 1
                ? throw new ApiException("x") { Code = 409, Reason = "Conflict" }
                : Task.FromResult(ReconciliationResult<Unstructured>.Success(entity));
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 2);
        Assert.Equal(0, bench.Metric("controller_runtime_reconcile_errors_total{controller=\"widget\"}"));
        Assert.Equal(1, bench.Metric("controller_runtime_reconcile_total{controller=\"widget\",result=\"requeue\"}"));
    }

    [Fact]
    public async Task A_requeue_comes_when_it_is_due_even_though_an_event_came_in_between()
    {
        await using var bench = new OperatorBench();
        bench.Controller.OnReconcile = (entity, _) =>
            Task.FromResult(ReconciliationResult<Unstructured>.Success(entity, TimeSpan.FromMinutes(10)));
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 1));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 1);
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 2));
        await bench.UntilAsync(() => bench.Controller.Count == 2);
        var begun = bench.Clock.GetTimestamp();
        await bench.UntilAsync(() => bench.Controller.Count == 3, TimeSpan.FromSeconds(30));
        Assert.InRange(bench.Clock.GetElapsedTime(begun), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task A_reconcile_that_takes_too_long_is_cancelled_and_tried_again()
    {
        await using var bench = new OperatorBench(settings: s => s with { ReconcileTimeout = TimeSpan.FromSeconds(30) });
        bench.Controller.OnReconcile = async (entity, token) =>
        {
            if (bench.Controller.Count == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return ReconciliationResult<Unstructured>.Success(entity);
        };
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 2, TimeSpan.FromSeconds(1));
        Assert.Equal(1, bench.Metric("controller_runtime_reconcile_timeouts_total{controller=\"widget\"}"));
    }

    [Fact]
    public async Task A_deletion_is_reported_once_also_when_the_watch_was_down()
    {
        await using var bench = new OperatorBench();
        bench.Server.Put(Bench.Path("a"));
        bench.Server.Put(Bench.Path("b"));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 2);
        bench.Server.Remove(Bench.Path("a"));
        await bench.UntilAsync(() => bench.Controller.Deleted.Count == 1);
        bench.Server.DropWatches();
        bench.Server.Remove(Bench.Path("b"));
        bench.Server.Compact();
        await bench.UntilAsync(() => bench.Controller.Deleted.Count == 2);
        for (var i = 0; i < 20; i++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await Bench.SettleAsync();
        }

        Assert.Equal(["a", "b"], bench.Controller.Deleted);
    }

    [Fact]
    public async Task Our_finalizer_runs_behind_a_foreign_one_and_is_taken_off()
    {
        await using var bench = new OperatorBench();
        var widget = Bench.Widget("a");
        widget["metadata"]!["finalizers"] = new JsonArray("foreign.io/first", ScriptedController.Finalizer);
        bench.Server.Put(Bench.Path("a"), widget);
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count >= 1);
        for (var i = 0; i < 20; i++)
            await Bench.SettleAsync();
        var before = bench.Controller.Count;
        var live = bench.Server.Find(Bench.Path("a"))!;
        live["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        bench.Server.Put(Bench.Path("a"), live);
        await bench.UntilAsync(() =>
            bench.Server.Find(Bench.Path("a"))!["metadata"]!["finalizers"]!.ToJsonString() == """["foreign.io/first"]"""
        );
        Assert.Equal(["a"], bench.Controller.Finalized);
        Assert.Equal(before, bench.Controller.Count);
    }

    [Fact]
    public async Task An_object_that_was_being_deleted_already_at_the_start_is_finalised_and_not_reconciled()
    {
        await using var bench = new OperatorBench();
        var widget = Bench.Widget("a");
        widget["metadata"]!["finalizers"] = new JsonArray(ScriptedController.Finalizer);
        widget["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        bench.Server.Put(Bench.Path("a"), widget);
        bench.Start();
        await bench.UntilAsync(() => bench.Server.Find(Bench.Path("a")) is null && bench.Controller.Deleted.Count == 1);
        Assert.Equal(["a"], bench.Controller.Finalized);
        Assert.Equal(0, bench.Controller.Count);
    }

    [Fact]
    public async Task A_secondary_resource_reconciles_the_object_that_it_names_and_one_that_is_forbidden_holds_nothing_up()
    {
        await using var bench = new OperatorBench(c =>
            c.Watches(TypedKinds.ConfigMaps, null, (map, _) => [new ObjectName(null, map.Metadata.Labels["widget"])])
                .Watches(TypedKinds.Nodes, null, (_, widgets) => widgets.Select(ObjectName.Of))
        );
        bench.Server.Script = r => r.Path.EndsWith("/nodes", StringComparison.Ordinal) ? Fault.Forbidden : Fault.None;
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count >= 1 && bench.Server.OpenWatches == 2);
        using var nodes = bench.Get<IInformers>().Get(TypedKinds.Nodes);
        await bench.UntilAsync(() => nodes.Problem is not null);
        for (var i = 0; i < 20; i++)
            await Bench.SettleAsync();
        var before = bench.Controller.Count;
        var labels = new JsonObject { ["widget"] = "a" };
        bench.Server.Put("/api/v1/namespaces/n/configmaps/c", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } });
        await bench.UntilAsync(() => bench.Controller.Count == before + 1);
        bench.Server.Script = _ => Fault.None;
        await bench.UntilAsync(() => nodes.Problem is null && bench.Controller.Count > before + 1);
    }

    [Fact]
    public async Task Dynamic_watches_follow_what_the_owner_asks_for_and_end_with_it()
    {
        await using var bench = new OperatorBench();
        var wanted = new[] { new WatchRequest(ConfigMaps, new ListScope("n")) };
        var watches = bench.Get<IDynamicWatches<Unstructured>>();
        bench.Controller.OnReconcile = async (entity, token) =>
        {
            foreach (var informer in watches.Ensure(ObjectName.Of(entity), wanted))
                await informer.WhenSettledAsync(token);
            return ReconciliationResult<Unstructured>.Success(entity);
        };
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 1));
        bench.Start();
        await bench.UntilAsync(() => bench.Server.OpenWatches == 2);
        for (var i = 0; i < 20; i++)
            await Bench.SettleAsync();
        var before = bench.Controller.Count;
        bench.Server.Put("/api/v1/namespaces/n/configmaps/c", []);
        await bench.UntilAsync(() => bench.Controller.Count == before + 1);
        wanted = [];
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 2));
        await bench.UntilAsync(() => bench.Server.OpenWatches == 1);
        wanted = [new WatchRequest(ConfigMaps, new ListScope("n"))];
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 3));
        await bench.UntilAsync(() => bench.Server.OpenWatches == 2);
        bench.Server.Remove(Bench.Path("a"));
        await bench.UntilAsync(() => bench.Server.OpenWatches == 1);
    }

    [Fact]
    public async Task At_rest_nothing_is_sent_but_watches_for_an_hour()
    {
        await using var bench = new OperatorBench(c => c.Watches(TypedKinds.ConfigMaps, null, (_, _) => []));
        bench.Controller.OnReconcile = async (entity, token) =>
        {
            if (entity.Json["status"] is null)
                await bench
                    .Get<IApiClient>()
                    .PatchAsync(
                        Bench.WidgetKind,
                        ObjectName.Of(entity),
                        PatchType.Merge,
                        new JsonObject { ["status"] = new JsonObject() },
                        null,
                        token
                    );
            return ReconciliationResult<Unstructured>.Success(entity);
        };
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 1));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 1 && bench.Server.OpenWatches == 2);
        await bench.UntilAsync(() => bench.Server.Requests(r => r.IsWrite).Count == 1);
        var before = bench.Server.Requests().Count;
        for (var minute = 0; minute < 60; minute++)
        {
            if (minute % 4 == 3)
                bench.Server.DropWatches();
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await Bench.SettleAsync();
        }

        Assert.Equal(1, bench.Controller.Count);
        Assert.All(bench.Server.Requests().Skip(before), r => Assert.True(r is { IsWatch: true, IsStreamingList: false }));
    }

    [Fact]
    public void A_key_is_never_reconciled_twice_at_once_and_the_last_change_is_always_seen() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool).Array[1, 25].CheckAsync(RunAsync, iter: 25);

    private static async Task RunAsync((int Name, int Pause, bool Fails)[] steps)
    {
        await using var bench = new OperatorBench();
        var fails = new Queue<bool>(steps.Select(s => s.Fails));
        var begun = new Dictionary<string, int>();
        bench.Controller.OnReconcile = async (entity, _) =>
        {
            begun[entity.Metadata.Name] = entity.Json["spec"]!["size"]!.GetValue<int>();
            await Task.Yield();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
            bool fail;
            lock (fails)
                fail = fails.TryDequeue(out var next) && next;
            return fail
                ? ReconciliationResult<Unstructured>.Failure(entity, "on purpose")
                : ReconciliationResult<Unstructured>.Success(entity);
        };
        bench.Start();
        var sizes = new Dictionary<string, int>();
        foreach (var (name, pause, _) in steps)
        {
            sizes[$"w{name}"] = sizes.GetValueOrDefault($"w{name}") + 1;
            bench.Server.Put(Bench.Path($"w{name}"), Bench.Widget($"w{name}", sizes[$"w{name}"]));
            for (var i = 0; i < pause; i++)
                await Bench.SettleAsync();
        }

        await bench.UntilAsync(() => sizes.All(s => begun.GetValueOrDefault(s.Key) == s.Value));
        Assert.Equal(1, bench.Controller.MostAtOncePerKey);
    }
}
