using System.Text.Json.Nodes;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Tests.Support;
using CsCheck;

namespace CniOperator.Runtime.Tests;

public class InformerTests
{
    [Fact]
    public async Task One_streaming_list_fills_the_cache_and_stays_open_as_the_watch()
    {
        await using var bench = new Bench();
        bench.Server.Put(Bench.Path("a"));
        using var informer = bench.Informers.Get(Bench.Widgets);
        await bench.UntilAsync(() => informer.HasSynced);
        bench.Server.Put(Bench.Path("b"));
        await bench.UntilAsync(() => informer.List().Count == 2);
        var request = Assert.Single(bench.Server.Requests());
        Assert.Equal(
            ("true", "true", "NotOlderThan", "0"),
            (
                request.Query["sendInitialEvents"],
                request.Query["allowWatchBookmarks"],
                request.Query["resourceVersionMatch"],
                request.Query["resourceVersion"]
            )
        );
        Assert.InRange(int.Parse(request.Query["timeoutSeconds"]!, null), 270, 290);
    }

    [Fact]
    public async Task A_server_without_streaming_lists_is_listed_and_watched()
    {
        await using var bench = new Bench();
        bench.Server.Script = _ => Fault.NoStreaming;
        bench.Server.Put(Bench.Path("a"));
        using var informer = bench.Informers.Get(Bench.Widgets);
        await bench.UntilAsync(() => informer.HasSynced && bench.Server.OpenWatches == 1);
        Assert.Equal(
            ["streaming", "list", "watch"],
            bench
                .Server.Requests()
                .Select(r =>
                    r.IsStreamingList ? "streaming"
                    : r.IsWatch ? "watch"
                    : "list"
                )
        );
        Assert.Equal("Widget", informer.List()[0].Kind);
    }

    [Fact]
    public async Task A_server_that_ignores_the_parameters_of_streaming_lists_is_found_out_by_its_silence()
    {
        await using var bench = new Bench();
        bench.Server.Script = r => r.IsStreamingList ? Fault.StreamingIgnored : Fault.None;
        bench.Server.Put(Bench.Path("a"));
        using var informer = bench.Informers.Get(Bench.Widgets);
        await bench.UntilAsync(() => informer.HasSynced, TimeSpan.FromSeconds(1));
        Assert.Single(informer.List());
    }

    [Fact]
    public async Task Handles_on_the_same_kind_and_scope_share_one_watch_that_ends_with_the_last()
    {
        await using var bench = new Bench();
        var first = bench.Informers.Get(Bench.Widgets);
        var second = bench.Informers.Get(Bench.Widgets);
        await bench.UntilAsync(() => second.HasSynced);
        Assert.Single(bench.Server.Requests());
        first.Dispose();
        first.Dispose();
        await Bench.SettleAsync();
        Assert.Equal(1, bench.Server.OpenWatches);
        second.Dispose();
        await bench.UntilAsync(() => bench.Server.OpenWatches == 0);
    }

    [Fact]
    public async Task A_deletion_that_was_missed_is_reported_exactly_once_with_the_last_known_state()
    {
        await using var bench = new Bench();
        bench.Server.Put(Bench.Path("a"), Bench.Widget("a", 7));
        using var informer = bench.Informers.Get(Bench.Widgets);
        var changes = new List<ObjectChange<Unstructured>>();
        informer.Subscribe(changes.Add);
        await bench.UntilAsync(() => informer.HasSynced);
        bench.Server.DropWatches();
        bench.Server.Remove(Bench.Path("a"));
        bench.Server.Compact();
        await bench.UntilAsync(() => bench.Server.OpenWatches == 1 && informer.List().Count == 0);
        var gone = Assert.Single(changes, c => c.Type == ChangeType.Deleted);
        Assert.Equal(7, gone.Item.Json["spec"]!["size"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_object_that_was_deleted_and_created_again_meanwhile_is_both_deleted_and_added()
    {
        await using var bench = new Bench();
        bench.Server.Put(Bench.Path("a"));
        using var informer = bench.Informers.Get(Bench.Widgets);
        var changes = new List<ChangeType>();
        informer.Subscribe(c => changes.Add(c.Type));
        await bench.UntilAsync(() => informer.HasSynced);
        bench.Server.DropWatches();
        bench.Server.Remove(Bench.Path("a"));
        bench.Server.Put(Bench.Path("a"));
        bench.Server.Compact();
        await bench.UntilAsync(() => changes.Count == 3);
        Assert.Equal([ChangeType.Added, ChangeType.Deleted, ChangeType.Added], changes);
    }

    [Theory]
    [InlineData(nameof(Fault.Forbidden), WatchProblemType.Forbidden, "may not watch widgets.example.io: grant")]
    [InlineData(nameof(Fault.NotServed), WatchProblemType.NotServed, "install its CRD")]
    [InlineData(nameof(Fault.Reset), WatchProblemType.Unavailable, "cannot be reached: connection reset by peer")]
    [InlineData(nameof(Fault.InternalError), WatchProblemType.Unavailable, "500 InternalError: etcd is not well")]
    public async Task A_watch_that_does_not_work_is_a_visible_problem_until_it_works(
        string faultName,
        WatchProblemType type,
        string message
    )
    {
        var fault = Enum.Parse<Fault>(faultName);
        await using var bench = new Bench();
        bench.Server.Script = _ => fault;
        using var informer = bench.Informers.Get(Bench.Widgets);
        var states = 0;
        informer.OnStateChanged(() => states++);
        await bench.UntilAsync(() => informer.Problem is not null);
        await informer.WhenSettledAsync(CancellationToken.None);
        Assert.Equal((type, "watch"), (informer.Problem!.Type, informer.Problem.Verb));
        Assert.Contains(message, informer.Problem.Message, StringComparison.Ordinal);
        bench.Server.Script = _ => Fault.None;
        await bench.UntilAsync(() => informer.Problem is null && informer.HasSynced);
        Assert.True(states >= 2);
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_given_up_and_watched_again_from_the_last_version()
    {
        await using var bench = new Bench();
        using var informer = bench.Informers.Get(Bench.Widgets);
        await bench.UntilAsync(() => informer.HasSynced);
        bench.Server.Script = _ => Fault.Silence;
        bench.Server.DropWatches();
        await bench.UntilAsync(() => bench.Server.Requests().Count == 2);
        bench.Server.Put(Bench.Path("late"));
        bench.Server.Script = _ => Fault.None;
        await bench.UntilAsync(() => informer.List().Count == 1, TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(bench.Server.Requests().Skip(1), r => !r.IsWatch || r.IsStreamingList);
    }

    [Fact]
    public async Task A_bookmark_moves_the_version_that_a_new_watch_begins_from()
    {
        await using var bench = new Bench();
        using var informer = bench.Informers.Get(Bench.Widgets);
        await bench.UntilAsync(() => informer.HasSynced);
        bench.Server.Put("/api/v1/nodes/other");
        bench.Server.Bookmark();
        await Bench.SettleAsync();
        bench.Server.DropWatches();
        await bench.UntilAsync(() => bench.Server.Requests().Count == 2);
        Assert.Equal("101", bench.Server.Requests()[^1].Query["resourceVersion"]);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_informers_with_its_error()
    {
        await using var bench = new Bench();
        using var informer = bench.Informers.Get(Bench.Widgets);
        informer.Subscribe(_ => throw new InvalidOperationException("defect"));
        bench.Server.Put(Bench.Path("a"));
        Assert.Equal("defect", (await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Informers.Completion)).Message);
    }

    [Fact]
    public void Whatever_goes_wrong_the_cache_is_what_the_server_has_once_it_stops_going_wrong()
    {
        Fault[] faults =
        [
            Fault.None,
            Fault.None,
            Fault.TooManyRequests,
            Fault.InternalError,
            Fault.Unavailable,
            Fault.Forbidden,
            Fault.NotServed,
            Fault.Reset,
            Fault.CutMidLine,
            Fault.Garbage,
            Fault.EarlyClose,
            Fault.GoneInStream,
            Fault.Gone,
            Fault.TooLargeVersion,
            Fault.NoStreaming,
        ];
        Gen.Select(Gen.Int[0, faults.Length - 1].Array[0, 12], Gen.Select(Gen.Int[0, 4], Gen.Int[0, 6]).Array[1, 25])
            .CheckAsync(c => RunAsync([.. c.Item1.Select(i => faults[i])], c.Item2), iter: 60);
    }

    private static async Task RunAsync(Fault[] script, (int Name, int What)[] steps)
    {
        await using var bench = new Bench();
        var at = -1;
        bench.Server.Script = _ => ++at < script.Length ? script[at] : Fault.None;
        using var informer = bench.Informers.Get(Bench.Widgets);
        var seen = new Dictionary<string, string>();
        informer.Subscribe(c => Follow(seen, c));
        foreach (var (name, what) in steps)
            await StepAsync(bench, Bench.Path($"w{name}"), what);
        await bench.UntilAsync(() => informer.HasSynced && bench.Server.OpenWatches == 1 && Same(bench, informer), TimeSpan.FromSeconds(2));
        Assert.Equal(bench.Server.Versions(Bench.WidgetsPath), seen);
    }

    private static async Task StepAsync(Bench bench, string path, int what)
    {
        if (what is 0 or 1 or 2)
            bench.Server.Put(path, new JsonObject());
        else if (what == 3)
            bench.Server.Remove(path);
        else if (what == 4)
            bench.Server.Compact();
        else if (what == 5)
            bench.Server.DropWatches(Fault.CutMidLine);
        else
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await Bench.SettleAsync();
    }

    private static bool Same(Bench bench, IInformer<Unstructured> informer)
    {
        var server = bench.Server.Versions(Bench.WidgetsPath);
        var cache = informer.List().ToDictionary(o => o.Metadata.Name, o => o.Metadata.ResourceVersion);
        return server.Count == cache.Count && server.All(s => cache.GetValueOrDefault(s.Key) == s.Value);
    }

    /// <summary>What a subscriber knows from changes alone; each must fit what came before.</summary>
    private static void Follow(Dictionary<string, string> seen, ObjectChange<Unstructured> change)
    {
        var name = change.Item.Metadata.Name;
        if (change.Type == ChangeType.Added)
        {
            Assert.DoesNotContain(name, seen.Keys);
            seen[name] = change.Item.Metadata.ResourceVersion;
        }
        else
        {
            Assert.Equal(change.Old!.Metadata.ResourceVersion, seen[name]);
            seen.Remove(name);
            if (change.Type == ChangeType.Modified)
                seen[name] = change.Item.Metadata.ResourceVersion;
        }
    }
}
