using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class UpdateTests(ContractServers servers) : ContractTest(servers)
{
    private const string Modified = "the object has been modified; please apply your changes to the latest version and try again";

    private static JsonNode Body(string text) => JsonNode.Parse(text)!;

    [Theory, OnEmbedded, OnReal]
    public async Task A_replace_of_an_older_version_is_a_conflict(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var map = (await api.Post(ConfigMaps(ns), ConfigMap("a", """{"k":"1"}"""))).Json;
        var widget = (await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""))).Json;
        await api.Patch($"{ConfigMaps(ns)}/a", Api.Merge, """{"data":{"k":"2"}}""");
        await api.Patch($"{Widgets.In(ns)}/a", Api.Merge, """{"spec":{"size":2}}""");
        var refused = (await api.Put($"{ConfigMaps(ns)}/a", map)).Refuses(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on configmaps \"a\": {Modified}"
        );
        Assert.Equal("""{"name":"a","kind":"configmaps"}""", refused.At("details")!.ToJsonString());
        (await api.Put($"{Widgets.In(ns)}/a", widget)).Refuses(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on widgets.contract.example.com \"a\": {Modified}"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Most_built_in_kinds_are_replaced_without_a_version_and_custom_ones_are_not(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a"));
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        (await api.Put($"{ConfigMaps(ns)}/a", Body(ConfigMap("a", """{"k":"2"}""")))).Expect(200);
        (await api.Put($"{Widgets.In(ns)}/a", Body(Widgets.Named("a", """{"size":1}""")))).Refuses(
            422,
            "Invalid",
            "widgets.contract.example.com \"a\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_version_that_is_not_a_number_is_not_a_conflict(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a"));
        var refused = (await api.Put($"{ConfigMaps(ns)}/a", Body("""{"metadata":{"name":"a","resourceVersion":"abc"}}"""))).Expect(500);
        Assert.Equal("strconv.ParseUint: parsing \"abc\": invalid syntax", refused.Message);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_replace_of_another_incarnation_is_a_conflict(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var uid = (await api.Post(ConfigMaps(ns), ConfigMap("a"))).Uid;
        (await api.Put($"{ConfigMaps(ns)}/a", Body("""{"metadata":{"name":"a","uid":"x"}}"""))).Refuses(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key: /registry/configmaps/{ns}/a, ResourceVersion: 0, "
                + $"AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: {uid}"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_replace_of_nothing_writes_nothing(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        Assert.Equal(created.ResourceVersion, (await api.Put($"{Widgets.In(ns)}/a", created.Json)).Expect(200).ResourceVersion);
        Assert.Equal(created.ResourceVersion, (await api.Patch($"{Widgets.In(ns)}/a", Api.Merge, "{}")).Expect(200).ResourceVersion);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_name_in_the_body_is_the_one_in_the_path(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a"));
        (await api.Put($"{ConfigMaps(ns)}/a", Body(ConfigMap("b")))).Refuses(
            400,
            "BadRequest",
            "the name of the object (b) does not match the name on the URL (a)"
        );
        (await api.Put($"{ConfigMaps(ns)}/a", Body("{}"))).Refuses(
            400,
            "BadRequest",
            "the name of the object (a based on URL) was undeterminable: name must be provided"
        );
        (await api.Put($"{ConfigMaps(ns)}/a", Body("""{"metadata":{"name":"a","namespace":"other"}}"""))).Refuses(
            400,
            "BadRequest",
            "the namespace of the provided object does not match the namespace sent on the request"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task What_does_not_exist_is_not_replaced(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        (await api.Put($"{ConfigMaps(ns)}/a", Body(ConfigMap("a")))).Refuses(404, "NotFound", "configmaps \"a\" not found");
        (await api.Patch($"{ConfigMaps(ns)}/a", Api.Merge, "{}")).Refuses(404, "NotFound", "configmaps \"a\" not found");
        (await api.Delete($"{Widgets.In(ns)}/a")).Refuses(404, "NotFound", "widgets.contract.example.com \"a\" not found");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Leases_are_created_by_a_replace(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var path = $"/apis/coordination.k8s.io/v1/namespaces/{ns}/leases";
        (await api.Put($"{path}/a", Body("""{"metadata":{"name":"a"},"spec":{"holderIdentity":"me"}}"""))).Expect(201);
        Assert.Equal("me", (await api.Get($"{path}/a")).Expect(200).At("spec", "holderIdentity")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_generation_counts_changes_of_what_is_desired(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        async Task<string> Patch(string text, string sub = "") =>
            (await api.Patch($"{Widgets.In(ns)}/a{sub}", Api.Merge, text)).Expect(200).At("metadata", "generation")!.ToString();
        Assert.Equal("1", await Patch("""{"metadata":{"labels":{"l":"1"}}}"""));
        Assert.Equal("2", await Patch("""{"spec":{"size":2}}"""));
        Assert.Equal("2", await Patch("""{"spec":{"size":2}}"""));
        Assert.Equal("2", await Patch("""{"status":{"size":2}}""", "/status"));
        Assert.Equal("2", await Patch("""{"metadata":{"generation":99}}"""));
        Assert.Equal("3", await Patch("""{"spec":{"free":{"x":1}}}"""));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_dry_run_of_a_replace_or_patch_changes_nothing(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var before = await api.Post(ConfigMaps(ns), ConfigMap("a", """{"k":"1"}"""));
        var dry = (await api.Put($"{ConfigMaps(ns)}/a?dryRun=All", Body(ConfigMap("a", """{"k":"2"}""")))).Expect(200);
        Assert.Equal("2", dry.At("data", "k")!.ToString());
        (await api.Patch($"{ConfigMaps(ns)}/a?dryRun=All", Api.Merge, """{"data":{"k":"3"}}""")).Expect(200);
        Assert.Equal(before.Text, (await api.Get($"{ConfigMaps(ns)}/a")).Text);
        (await api.Patch($"{ConfigMaps(ns)}/a?dryRun=x", Api.Merge, "{}")).Refuses(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"x\"]: supported values: \"All\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_DaemonSet_counts_changes_of_its_template(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        const string annotation = "deprecated.daemonset.template.generation";
        Assert.Equal(
            "1",
            (await api.Post(DaemonSets(ns), DaemonSet("a"))).Expect(201).At("metadata", "annotations", annotation)!.ToString()
        );
        Assert.Equal(
            "1",
            (await api.Put($"{DaemonSets(ns)}/a", Body(DaemonSet("a")))).Expect(200).At("metadata", "annotations", annotation)!.ToString()
        );
        Assert.Equal(
            "2",
            (await api.Put($"{DaemonSets(ns)}/a", Body(DaemonSet("a", "x:2"))))
                .Expect(200)
                .At("metadata", "annotations", annotation)!
                .ToString()
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_selector_of_a_DaemonSet_cannot_change(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(DaemonSets(ns), DaemonSet("a"));
        var refused = (await api.Patch($"{DaemonSets(ns)}/a", Api.Merge, """{"spec":{"selector":{"matchLabels":{"a":"c"}}}}""")).Expect(
            422
        );
        Assert.Contains(
            "spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"c\"}}: field is immutable",
            refused.Message,
            StringComparison.Ordinal
        );
    }
}
