using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class WatchTests(ContractServers servers) : ContractTest(servers)
{
    private const string EndOfInitial = "k8s.io/initial-events-end";

    private static async Task<(string Path, string Version)> Start(Api api)
    {
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a", "{}", """{"l":"1"}"""));
        return (ConfigMaps(ns), (await api.Get(ConfigMaps(ns))).ResourceVersion);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_watch_from_a_version_shows_what_came_after(string server)
    {
        var api = await On(server);
        var (path, version) = await Start(api);
        var created = await api.Post(path, ConfigMap("b"));
        using var watch = await api.Watch($"{path}?watch=true&resourceVersion={version}");
        Assert.Equal(200, watch.Status);
        Assert.Equal(created.ResourceVersion, (await watch.Expect("ADDED", "b"))["metadata"]!["resourceVersion"]!.ToString());
        var changed = await api.Patch($"{path}/b", Api.Merge, """{"data":{"x":"y"}}""");
        Assert.Equal(changed.Text.TrimEnd(), (await watch.Expect("MODIFIED", "b")).ToJsonString(Api.Plain));
        await api.Delete($"{path}/b");
        var last = await watch.Expect("DELETED", "b");
        Assert.True(long.Parse(last["metadata"]!["resourceVersion"]!.ToString()) > long.Parse(changed.ResourceVersion));
        Assert.Equal("y", last["data"]!["x"]!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_watch_from_0_or_from_nowhere_begins_with_what_is_there(string server)
    {
        var api = await On(server);
        var (path, _) = await Start(api);
        await api.Post(path, ConfigMap("b"));
        foreach (var from in new[] { "", "&resourceVersion=", "&resourceVersion=0" })
        {
            using var watch = await api.Watch($"{path}?watch=true{from}");
            await watch.Expect("ADDED", "a");
            await watch.Expect("ADDED", "b");
        }
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_watch_ends_after_its_time(string server)
    {
        var api = await On(server);
        var (path, version) = await Start(api);
        using var watch = await api.Watch($"{path}?watch=true&resourceVersion={version}&timeoutSeconds=1");
        Assert.Empty(await watch.Rest());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Initial_events_end_with_an_annotated_bookmark(string server)
    {
        var api = await On(server);
        var (path, _) = await Start(api);
        const string options = "watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        using var watch = await api.Watch($"{path}?{options}");
        await watch.Expect("ADDED", "a");
        var mark = await watch.Expect("BOOKMARK");
        Assert.Equal("true", mark["metadata"]!["annotations"]![EndOfInitial]!.ToString());
        Assert.Equal("ConfigMap", mark["kind"]!.ToString());
        Assert.Matches("^[0-9]+$", mark["metadata"]!["resourceVersion"]!.ToString());
        await api.Post(path, ConfigMap("b"));
        await watch.Expect("ADDED", "b");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Initial_events_of_what_is_cached_end_with_an_annotated_bookmark_too(string server)
    {
        var api = await On(server);
        var (path, _) = await Start(api);
        using var watch = await api.Watch(
            $"{path}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=0"
        );
        var found = await watch.Next();
        while (found?["type"]!.ToString() == "ADDED")
            found = await watch.Next();
        Assert.Equal("BOOKMARK", found!["type"]!.ToString());
        Assert.Equal("true", found["object"]!["metadata"]!["annotations"]![EndOfInitial]!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Custom_resources_stream_their_initial_events_too(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));

        // Not older than the object: with version 0 a server may answer from a cache that does not have it yet.
        using var watch = await api.Watch(
            $"{Widgets.In(ns)}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion={created.ResourceVersion}"
        );
        await watch.Expect("ADDED", "a");
        Assert.Equal("true", (await watch.Expect("BOOKMARK"))["metadata"]!["annotations"]![EndOfInitial]!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_bookmark_comes_before_the_end(string server)
    {
        var api = await On(server);
        var (path, version) = await Start(api);
        using var watch = await api.Watch($"{path}?watch=true&resourceVersion={version}&allowWatchBookmarks=true&timeoutSeconds=4");
        // There is something to tell: the version has moved on, elsewhere.
        var elsewhere = await api.Post(ConfigMaps(await api.NewNamespace()), ConfigMap("a"));
        var mark = await watch.Expect("BOOKMARK");
        Assert.Null(mark["metadata"]!["annotations"]);
        Assert.True(long.Parse(mark["metadata"]!["resourceVersion"]!.ToString()) >= long.Parse(elsewhere.ResourceVersion));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task What_leaves_the_selector_is_deleted_and_what_enters_is_added(string server)
    {
        var api = await On(server);
        var (path, version) = await Start(api);
        using var watch = await api.Watch($"{path}?watch=true&resourceVersion={version}&labelSelector=l%3D1");
        await api.Post(path, ConfigMap("other"));
        var left = await api.Patch($"{path}/a", Api.Merge, """{"metadata":{"labels":{"l":"2"}}}""");
        var last = await watch.Expect("DELETED", "a");
        Assert.Equal(
            ("1", left.ResourceVersion),
            (last["metadata"]!["labels"]!["l"]!.ToString(), last["metadata"]!["resourceVersion"]!.ToString())
        );
        await api.Patch($"{path}/a", Api.Merge, """{"metadata":{"labels":{"l":"1"}}}""");
        await watch.Expect("ADDED", "a");
        await api.Delete($"{path}/a");
        await watch.Expect("DELETED", "a");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task One_object_is_watched_by_its_name(string server)
    {
        var api = await On(server);
        var (path, version) = await Start(api);
        await api.Post(path, ConfigMap("b"));
        await api.Patch($"{path}/a", Api.Merge, """{"data":{"x":"y"}}""");
        using var watch = await api.Watch($"{path}?watch=true&resourceVersion={version}&fieldSelector=metadata.name%3Da");
        await watch.Expect("MODIFIED", "a");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_watch_of_forgotten_history_is_gone(string server)
    {
        var api = await On(server);
        using var watch = await api.Watch($"{Widgets.In("default")}?watch=true&resourceVersion=1");
        Assert.Equal(200, watch.Status);
        var found = (await watch.Next())!;
        Assert.Equal("ERROR", found["type"]!.ToString());
        var status = found["object"]!;
        Assert.Equal(("Status", "410", "Expired"), (status["kind"]!.ToString(), status["code"]!.ToString(), status["reason"]!.ToString()));
        Assert.Matches("^too old resource version: 1 \\([0-9]+\\)$", status["message"]!.ToString());
        Assert.Null(await watch.Next());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Watch_options_that_contradict_each_other_are_refused(string server)
    {
        var api = await On(server);
        var (path, _) = await Start(api);
        const string invalid = "ListOptions.meta.k8s.io \"\" is invalid: ";
        (await api.Get($"{path}?watch=true&sendInitialEvents=true")).Refuses(
            422,
            "Invalid",
            invalid + "resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
        );
        (await api.Get($"{path}?watch=true&resourceVersion=1&resourceVersionMatch=Exact")).Refuses(
            422,
            "Invalid",
            invalid
                + "[resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided, "
                + "resourceVersionMatch: Unsupported value: \"Exact\": supported values: \"NotOlderThan\"]"
        );
        Assert.Equal(
            "resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax",
            (await api.Get($"{path}?watch=true&resourceVersion=abc")).Expect(500).Message
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_watch_may_ask_for_metadata_alone(string server)
    {
        var api = await On(server);
        var (path, _) = await Start(api);
        var found = await api.Get($"{path}?watch=true&timeoutSeconds=1", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        var obj = found.Expect(200).At("object")!;
        Assert.Equal(
            ("PartialObjectMetadata", "meta.k8s.io/v1", "a"),
            (obj["kind"]!.ToString(), obj["apiVersion"]!.ToString(), obj["metadata"]!["name"]!.ToString())
        );
        Assert.Null(obj["data"]);
    }
}
