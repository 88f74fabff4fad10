using System.Text.RegularExpressions;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class CreateTests(ContractServers servers) : ContractTest(servers)
{
    private const string BadName =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + @"(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    [Theory, OnEmbedded, OnReal]
    public async Task A_create_answers_201_and_the_object_as_it_is_stored(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = (await api.Post(ConfigMaps(ns), ConfigMap("a", """{"k":"v"}"""))).Expect(201);
        Assert.Equal(created.Text, (await api.Get($"{ConfigMaps(ns)}/a")).Expect(200).Text);
        Assert.Equal(
            ("ConfigMap", "v1", "v"),
            (created.At("kind")!.ToString(), created.At("apiVersion")!.ToString(), created.At("data", "k")!.ToString())
        );
        Assert.Equal(ns, created.At("metadata", "namespace")!.ToString());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", created.Uid);
        Assert.Matches("^[0-9]+$", created.ResourceVersion);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Times_are_whole_seconds_in_UTC(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        const string time = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$";
        Assert.Matches(time, created.At("metadata", "creationTimestamp")!.ToString());
        Assert.Matches(time, created.At("metadata", "managedFields", 0, "time")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_name_that_is_taken_is_refused(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a"));
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        (await api.Post(ConfigMaps(ns), ConfigMap("a"))).Refuses(409, "AlreadyExists", "configmaps \"a\" already exists");
        var custom = (await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""))).Refuses(
            409,
            "AlreadyExists",
            "widgets.contract.example.com \"a\" already exists"
        );
        Assert.Equal("""{"name":"a","group":"contract.example.com","kind":"widgets"}""", custom.At("details")!.ToJsonString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_name_that_is_being_deleted_is_said_to_be(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), """{"metadata":{"name":"a","finalizers":["example.com/hold"]}}""");
        await api.Delete($"{ConfigMaps(ns)}/a");
        (await api.Post(ConfigMaps(ns), ConfigMap("a"))).Refuses(
            409,
            "AlreadyExists",
            "object is being deleted: configmaps \"a\" already exists"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_generated_name_is_the_prefix_and_five_characters(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = (await api.Post(ConfigMaps(ns), """{"metadata":{"generateName":"gen-"}}""")).Expect(201);
        Assert.Matches(new Regex("^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$"), created.At("metadata", "name")!.ToString());
        Assert.Equal("gen-", created.At("metadata", "generateName")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task An_object_without_a_name_is_refused(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var refused = await api.Post(ConfigMaps(ns), "{}");
        refused.Refuses(422, "Invalid", "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required");
        Assert.Equal(
            """{"kind":"ConfigMap","causes":[{"reason":"FieldValueRequired","message":"Required value: name or generateName is required","field":"metadata.name"}]}""",
            refused.At("details")!.ToJsonString()
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_name_that_no_URL_can_hold_is_refused_once(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        (await api.Post(ConfigMaps(ns), ConfigMap("Bad_Name"))).Refuses(
            422,
            "Invalid",
            $"ConfigMap \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": {BadName}"
        );
        (await api.Post(Widgets.In(ns), Widgets.Named("Bad_Name", """{"size":1}"""))).Refuses(
            422,
            "Invalid",
            $"Widget.contract.example.com \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": {BadName}"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_new_object_has_no_version_of_the_clients_choice(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var refused = (await api.Post(ConfigMaps(ns), """{"metadata":{"name":"a","resourceVersion":"5"}}""")).Expect(500);
        Assert.Equal("resourceVersion should not be set on objects to be created", refused.Message);
        Assert.Null(refused.Reason);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task What_the_server_decides_a_client_cannot_state(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        const string stated = """
            "uid":"x","creationTimestamp":"2000-01-01T00:00:00Z","generation":7,"deletionTimestamp":"2000-01-01T00:00:00Z","deletionGracePeriodSeconds":3,"selfLink":"/x"
            """;
        var created = (
            await api.Post(
                Widgets.In(ns),
                $$$"""{"apiVersion":"{{{Widgets.ApiVersion}}}","kind":"Widget","metadata":{"name":"a",{{{stated}}}},"spec":{"size":1}}"""
            )
        ).Expect(201);
        Assert.NotEqual("x", created.Uid);
        Assert.DoesNotContain("2000", created.At("metadata", "creationTimestamp")!.ToString(), StringComparison.Ordinal);
        Assert.Equal("1", created.At("metadata", "generation")!.ToString());
        foreach (var field in new[] { "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink" })
            Assert.Null(created.At("metadata", field));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Empty_maps_of_built_in_objects_are_not_stored(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = (await api.Post(ConfigMaps(ns), ConfigMap("a"))).Expect(201);
        Assert.Null(created.At("data"));
        Assert.Null(created.At("metadata", "labels"));
        Assert.Null(created.At("metadata", "managedFields"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_namespace_must_exist(string server)
    {
        var api = await On(server);
        (await api.Post(ConfigMaps("none"), ConfigMap("a"))).Refuses(404, "NotFound", "namespaces \"none\" not found");
        (await api.Post(Widgets.In("none"), Widgets.Named("a", """{"size":1}"""))).Refuses(
            404,
            "NotFound",
            "namespaces \"none\" not found"
        );
        Assert.Equal("", (await api.Get(ConfigMaps("none"))).Expect(200).Names);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_dry_run_answers_like_a_create_and_stores_nothing(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var dry = (await api.Post($"{ConfigMaps(ns)}?dryRun=All", ConfigMap("a", """{"k":"v"}"""))).Expect(201);
        Assert.Null(dry.At("metadata", "resourceVersion"));
        Assert.NotNull(dry.At("metadata", "uid"));
        (await api.Get($"{ConfigMaps(ns)}/a")).Refuses(404, "NotFound", "configmaps \"a\" not found");
        (await api.Post($"{ConfigMaps(ns)}?dryRun=Some", ConfigMap("a"))).Refuses(
            422,
            "Invalid",
            "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Who_states_no_field_manager_is_known_by_the_user_agent(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var named = await api.Post($"{ConfigMaps(ns)}?fieldManager=me", ConfigMap("a", """{"k":"v"}"""));
        Assert.Equal("me Update {\"f:data\":{\".\":{},\"f:k\":{}}}", named.Owners);
        var agent = await api.Send(
            HttpMethod.Post,
            ConfigMaps(ns),
            ConfigMap("b", """{"k":"v"}"""),
            Api.Json,
            Api.Json,
            ("User-Agent", "my-tool/v1.2 (linux/amd64)")
        );
        Assert.Equal("my-tool", agent.At("metadata", "managedFields", 0, "manager")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task An_object_of_two_megabytes_is_too_large_and_one_of_half_a_megabyte_is_not(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        (await api.Post(ConfigMaps(ns), ConfigMap("a", $$"""{"k":"{{new string('x', 512 * 1024)}}"}"""))).Expect(201);
        (await api.Post(ConfigMaps(ns), ConfigMap("b", $$"""{"k":"{{new string('x', 1100 * 1024)}}"}"""))).Refuses(
            422,
            "Invalid",
            "ConfigMap \"b\" is invalid: []: Too long: may not be more than 1048576 bytes"
        );
        (await api.Post(ConfigMaps(ns), ConfigMap("c", $$"""{"k":"{{new string('x', 3200 * 1024)}}"}"""))).Refuses(
            413,
            "RequestEntityTooLarge",
            "Request entity too large: limit is 3145728"
        );
    }
}
