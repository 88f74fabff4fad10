using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class ListTests(ContractServers servers) : ContractTest(servers)
{
    private static async Task<string> Filled(Api api, string names = "abcde")
    {
        var ns = await api.NewNamespace();
        foreach (var name in names)
            (await api.Post(ConfigMaps(ns), ConfigMap($"{name}", "{}", $$"""{"l":"{{name}}","all":"1"}"""))).Expect(201);
        return ns;
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Items_come_in_the_order_of_their_names_and_built_in_ones_without_their_kind(string server)
    {
        var api = await On(server);
        var ns = await Filled(api, "bca");
        var list = (await api.Get(ConfigMaps(ns))).Expect(200);
        Assert.Equal(("ConfigMapList", "v1", "a b c"), (list.At("kind")!.ToString(), list.At("apiVersion")!.ToString(), list.Names));
        Assert.Null(list.At("items", 0, "kind"));
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        var custom = (await api.Get(Widgets.In(ns))).Expect(200);
        Assert.Equal(("WidgetList", "Widget"), (custom.At("kind")!.ToString(), custom.At("items", 0, "kind")!.ToString()));
        Assert.Equal("", custom.At("metadata", "continue")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task All_pages_of_a_list_show_one_moment(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        var first = (await api.Get($"{ConfigMaps(ns)}?limit=2")).Expect(200);
        Assert.Equal(("a b", "3"), (first.Names, first.At("metadata", "remainingItemCount")!.ToString()));
        await api.Delete($"{ConfigMaps(ns)}/c");
        await api.Post(ConfigMaps(ns), ConfigMap("bb"));
        var second = (await api.Get($"{ConfigMaps(ns)}?limit=2&continue={first.At("metadata", "continue")}")).Expect(200);
        Assert.Equal(("c d", "1"), (second.Names, second.At("metadata", "remainingItemCount")!.ToString()));
        Assert.Equal(first.ResourceVersion, second.ResourceVersion);
        var last = (await api.Get($"{ConfigMaps(ns)}?limit=2&continue={second.At("metadata", "continue")}")).Expect(200);
        Assert.Equal("e", last.Names);
        Assert.Null(last.At("metadata", "continue"));
        Assert.Null(last.At("metadata", "remainingItemCount"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task With_a_selector_it_is_not_said_how_many_remain(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        var page = (await api.Get($"{ConfigMaps(ns)}?limit=1&labelSelector=all")).Expect(200);
        Assert.Equal("a", page.Names);
        Assert.NotNull(page.At("metadata", "continue"));
        Assert.Null(page.At("metadata", "remainingItemCount"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_page_of_forgotten_history_is_gone_and_says_how_to_go_on(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        var token = (await api.Get($"{ConfigMaps(ns)}?limit=2")).At("metadata", "continue");
        await api.Delete($"{ConfigMaps(ns)}/d");
        await api.CompactAsync();
        var gone = (await api.Get($"{ConfigMaps(ns)}?limit=2&continue={token}")).Expect(410);
        Assert.Equal("Expired", gone.Reason);
        Assert.StartsWith(
            "The provided continue parameter is too old to display a consistent list result.",
            gone.Message,
            StringComparison.Ordinal
        );
        var rest = (await api.Get($"{ConfigMaps(ns)}?limit=9&continue={gone.At("metadata", "continue")}")).Expect(200);
        Assert.Equal("c e", rest.Names);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_list_of_an_exact_version_shows_that_version(string server)
    {
        var api = await On(server);
        var ns = await Filled(api, "ab");
        var then = (await api.Get(ConfigMaps(ns))).ResourceVersion;
        await api.Post(ConfigMaps(ns), ConfigMap("c"));
        var exact = (await api.Get($"{ConfigMaps(ns)}?resourceVersion={then}&resourceVersionMatch=Exact")).Expect(200);
        Assert.Equal(("a b", then), (exact.Names, exact.ResourceVersion));
        Assert.Equal("a b", (await api.Get($"{ConfigMaps(ns)}?resourceVersion={then}&limit=5")).Expect(200).Names);
        Assert.Equal(
            "a b c",
            (await api.Get($"{ConfigMaps(ns)}?resourceVersion={then}&resourceVersionMatch=NotOlderThan")).Expect(200).Names
        );
        Assert.Equal("a b c", (await api.Get($"{ConfigMaps(ns)}?resourceVersion={then}")).Expect(200).Names);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task An_exact_version_that_is_forgotten_is_gone(string server)
    {
        var api = await On(server);
        var ns = await Filled(api, "a");
        var then = (await api.Get(ConfigMaps(ns))).ResourceVersion;
        await api.Post(ConfigMaps(ns), ConfigMap("b"));
        await api.CompactAsync();
        (await api.Get($"{ConfigMaps(ns)}?resourceVersion={then}&resourceVersionMatch=Exact&limit=1")).Refuses(
            410,
            "Expired",
            "The resourceVersion for the provided list is too old."
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Version_0_means_anything_at_hand_and_has_no_pages(string server)
    {
        var api = await On(server);
        var ns = await Filled(api, "ab");
        var list = (await api.Get($"{ConfigMaps(ns)}?resourceVersion=0&limit=1")).Expect(200);
        Assert.Null(list.At("metadata", "continue"));
        Assert.NotNull(list.At("metadata", "resourceVersion"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Waiting_for_a_version_of_the_future_times_out(string server)
    {
        var api = await On(server);
        var ns = await Filled(api, "a");
        foreach (var path in new[] { $"{ConfigMaps(ns)}?resourceVersion=999999999", $"{ConfigMaps(ns)}/a?resourceVersion=999999999" })
        {
            var late = (await api.Get(path)).Expect(504);
            Assert.Equal("Timeout", late.Reason);
            Assert.Matches("^Timeout: Too large resource version: 999999999, current: [0-9]+$", late.Message);
            Assert.Equal(
                """{"causes":[{"reason":"ResourceVersionTooLarge","message":"Too large resource version"}],"retryAfterSeconds":1}""",
                late.At("details")!.ToJsonString()
            );
        }
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Options_that_contradict_each_other_are_refused(string server)
    {
        var api = await On(server);
        var ns = await Filled(api, "ab");
        var token = (await api.Get($"{ConfigMaps(ns)}?limit=1")).At("metadata", "continue");
        Task<Answer> List(string query) => api.Get($"{ConfigMaps(ns)}?{query}");
        const string invalid = "ListOptions.meta.k8s.io \"\" is invalid: ";
        (await List($"continue={token}&resourceVersion=5")).Refuses(
            400,
            "BadRequest",
            "specifying resource version is not allowed when using continue"
        );
        (await List($"continue={token}&resourceVersion=5&resourceVersionMatch=Exact")).Refuses(
            422,
            "Invalid",
            invalid + "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided"
        );
        (await List("resourceVersionMatch=Exact")).Refuses(
            422,
            "Invalid",
            invalid + "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided"
        );
        (await List("resourceVersion=0&resourceVersionMatch=Exact")).Refuses(
            422,
            "Invalid",
            invalid + "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""
        );
        (await List("resourceVersion=1&resourceVersionMatch=Foo")).Refuses(
            422,
            "Invalid",
            invalid + "resourceVersionMatch: Unsupported value: \"Foo\": supported values: \"Exact\", \"NotOlderThan\", \"\""
        );
        (await List("sendInitialEvents=true")).Refuses(
            422,
            "Invalid",
            invalid + "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Options_that_cannot_be_read_are_refused(string server)
    {
        var api = await On(server);
        var ns = await Filled(api, "a");
        (await api.Get($"{ConfigMaps(ns)}?limit=abc")).Refuses(400, "BadRequest", "strconv.ParseInt: parsing \"abc\": invalid syntax");
        (await api.Get($"{ConfigMaps(ns)}?resourceVersion=abc")).Refuses(
            400,
            "BadRequest",
            "invalid resource version: resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax"
        );
        (await api.Get($"{ConfigMaps(ns)}?continue=abc")).Refuses(
            400,
            "BadRequest",
            "invalid continue token: continue key is not valid: invalid character 'i' looking for beginning of value"
        );
        Assert.Equal(
            "resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax",
            (await api.Get($"{ConfigMaps(ns)}/a?resourceVersion=x")).Expect(500).Message
        );
    }
}
