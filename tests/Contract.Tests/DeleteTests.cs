using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class DeleteTests(ContractServers servers) : ContractTest(servers)
{
    private const string Held = """{"metadata":{"name":"a","finalizers":["example.com/hold"]}}""";

    private static async Task<string> With(Api api, string body)
    {
        var ns = await api.NewNamespace();
        (await api.Post(ConfigMaps(ns), body)).Expect(201);
        return ConfigMaps(ns);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_delete_says_what_it_deleted(string server)
    {
        var api = await On(server);
        var path = await With(api, ConfigMap("a"));
        var uid = (await api.Get($"{path}/a")).Uid;
        var deleted = (await api.Delete($"{path}/a")).Expect(200);
        Assert.Equal(("Status", "Success"), (deleted.At("kind")!.ToString(), deleted.At("status")!.ToString()));
        Assert.Equal($$"""{"name":"a","kind":"configmaps","uid":"{{uid}}"}""", deleted.At("details")!.ToJsonString());
        (await api.Delete($"{path}/a")).Refuses(404, "NotFound", "configmaps \"a\" not found");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Finalizers_hold_a_deleted_object_until_the_last_is_gone(string server)
    {
        var api = await On(server);
        var path = await With(api, Held);
        var marked = (await api.Delete($"{path}/a")).Expect(200);
        Assert.Equal("ConfigMap", marked.At("kind")!.ToString());
        Assert.NotNull(marked.At("metadata", "deletionTimestamp"));
        Assert.Equal("0", marked.At("metadata", "deletionGracePeriodSeconds")!.ToString());
        Assert.Equal(marked.ResourceVersion, (await api.Delete($"{path}/a")).Expect(200).ResourceVersion);
        (await api.Patch($"{path}/a", Api.Merge, """{"data":{"still":"writable"}}""")).Expect(200);
        (await api.Patch($"{path}/a", Api.Merge, """{"metadata":{"finalizers":null}}""")).Expect(200);
        (await api.Get($"{path}/a")).Expect(404);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_deletion_counts_as_a_generation(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(
            Widgets.In(ns),
            $$$"""{"apiVersion":"{{{Widgets.ApiVersion}}}","kind":"Widget","metadata":{"name":"a","finalizers":["example.com/hold"]},"spec":{"size":1}}"""
        );
        Assert.Equal("2", (await api.Delete($"{Widgets.In(ns)}/a")).Expect(200).At("metadata", "generation")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task No_finalizer_joins_a_deleted_object(string server)
    {
        var api = await On(server);
        var path = await With(api, Held);
        await api.Delete($"{path}/a");
        (await api.Patch($"{path}/a", Api.Merge, """{"metadata":{"finalizers":["example.com/hold","example.com/new"]}}""")).Refuses(
            422,
            "Invalid",
            "ConfigMap \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, "
                + "found new finalizers []string{\"example.com/new\"}"
        );
        (await api.Patch($"{path}/a", Api.Merge, """{"metadata":{"deletionTimestamp":null}}""")).Expect(200);
        Assert.NotNull((await api.Get($"{path}/a")).At("metadata", "deletionTimestamp"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_finalizer_has_a_domain_or_a_custom_resource_is_warned(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        (await api.Post(ConfigMaps(ns), """{"metadata":{"name":"a","finalizers":["hold"]}}""")).Refuses(
            422,
            "Invalid",
            "ConfigMap \"a\" is invalid: metadata.finalizers[0]: Invalid value: \"hold\": name is neither a standard finalizer name nor is it fully qualified"
        );
        var custom = await api.Post(
            Widgets.In(ns),
            $$$"""{"apiVersion":"{{{Widgets.ApiVersion}}}","kind":"Widget","metadata":{"name":"a","finalizers":["hold"]},"spec":{"size":1}}"""
        );
        Assert.Equal(
            [
                "299 - \"metadata.finalizers: \\\"hold\\\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers\"",
            ],
            custom.Expect(201).Warnings
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Propagation_policies_leave_their_finalizers(string server)
    {
        var api = await On(server);
        foreach (var (policy, finalizer) in new[] { ("Foreground", "foregroundDeletion"), ("Orphan", "orphan") })
        {
            var path = await With(api, ConfigMap("a"));
            await api.Delete($"{path}/a", $$"""{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"{{policy}}"}""");
            Assert.Equal(finalizer, (await api.Get($"{path}/a")).Expect(200).At("metadata", "finalizers", 0)!.ToString());
        }

        var background = await With(api, ConfigMap("a"));
        (await api.Delete($"{background}/a?propagationPolicy=Background")).Expect(200);
        (await api.Get($"{background}/a")).Expect(404);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Options_that_make_no_sense_are_refused(string server)
    {
        var api = await On(server);
        var path = await With(api, ConfigMap("a"));
        const string invalid = "DeleteOptions.meta.k8s.io \"\" is invalid: ";
        (await api.Delete($"{path}/a?propagationPolicy=Nope")).Refuses(
            422,
            "Invalid",
            invalid
                + "propagationPolicy: Unsupported value: \"Nope\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""
        );
        (await api.Delete($"{path}/a", """{"propagationPolicy":"Background","orphanDependents":true}""")).Refuses(
            422,
            "Invalid",
            invalid + "propagationPolicy: Invalid value: \"Background\": orphanDependents and deletionPropagation cannot be both set"
        );
        (await api.Delete($"{path}/a", """{"dryRun":["x"]}""")).Refuses(
            422,
            "Invalid",
            invalid + "dryRun: Unsupported value: [\"x\"]: supported values: \"All\""
        );
        (await api.Delete($"{path}/a", """{"kind":"Foo","apiVersion":"v1"}""")).Refuses(
            400,
            "BadRequest",
            "no kind \"Foo\" is registered for version \"v1\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\""
        );
        (await api.Delete($"{path}/a", "{")).Refuses(
            400,
            "BadRequest",
            "couldn't get version/kind; json parse error: unexpected end of JSON input"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Preconditions_must_hold(string server)
    {
        var api = await On(server);
        var path = await With(api, ConfigMap("a"));
        var obj = await api.Get($"{path}/a");
        (await api.Delete($"{path}/a", """{"preconditions":{"uid":"x"}}""")).Refuses(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (x) does not match the UID in record ({obj.Uid}). "
                + "The object might have been deleted and then recreated"
        );
        (await api.Delete($"{path}/a", """{"preconditions":{"resourceVersion":"1"}}""")).Refuses(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on ConfigMap \"a\": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record "
                + $"({obj.ResourceVersion}). The object might have been modified"
        );
        (
            await api.Delete($"{path}/a", $$$"""{"preconditions":{"uid":"{{{obj.Uid}}}","resourceVersion":"{{{obj.ResourceVersion}}}"}}""")
        ).Expect(200);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_dry_run_deletes_nothing(string server)
    {
        var api = await On(server);
        var path = await With(api, ConfigMap("a"));
        (await api.Delete($"{path}/a?dryRun=All")).Expect(200);
        (await api.Delete($"{path}/a", """{"dryRun":["All"]}""")).Expect(200);
        Assert.Equal("a", (await api.Delete($"{path}?dryRun=All")).Expect(200).Names);
        (await api.Get($"{path}/a")).Expect(200);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_collection_is_deleted_by_its_selector(string server)
    {
        var api = await On(server);
        var path = await With(api, ConfigMap("a", "{}", """{"l":"1"}"""));
        await api.Post(path, ConfigMap("b", "{}", """{"l":"2"}"""));
        await api.Post(path, """{"metadata":{"name":"c","labels":{"l":"2"},"finalizers":["example.com/hold"]}}""");
        var deleted = (await api.Delete($"{path}?labelSelector=l%3D2")).Expect(200);
        Assert.Equal(("ConfigMapList", "b c"), (deleted.At("kind")!.ToString(), deleted.Names));
        Assert.Equal("a c", (await api.Get(path)).Names);
        (await api.Delete("/api/v1/namespaces")).Refuses(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource"
        );
        (await api.Delete("/api/v1/configmaps")).Refuses(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_pod_on_a_node_gets_its_grace_period_and_one_without_goes_at_once(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var pods = $"/api/v1/namespaces/{ns}/pods";
        await api.Post(pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"n1","containers":[{"name":"c","image":"x"}]}}""");
        await api.Post(pods, """{"metadata":{"name":"q"},"spec":{"containers":[{"name":"c","image":"x"}]}}""");
        Assert.Equal("30", (await api.Delete($"{pods}/p")).Expect(200).At("metadata", "deletionGracePeriodSeconds")!.ToString());
        Assert.Equal("Pod", (await api.Delete($"{pods}/q")).Expect(200).At("kind")!.ToString());
        (await api.Get($"{pods}/q")).Expect(404);
        (await api.Get($"{pods}/p")).Expect(200);
        (await api.Delete($"{pods}/p?gracePeriodSeconds=0")).Expect(200);
        (await api.Get($"{pods}/p")).Expect(404);
    }
}
