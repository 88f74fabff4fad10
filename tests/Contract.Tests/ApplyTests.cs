using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class ApplyTests(ContractServers servers) : ContractTest(servers)
{
    private static Task<Answer> Apply(Api api, string path, string spec, string manager = "a", string query = "", string more = "") =>
        api.Patch(
            $"{path}?fieldManager={manager}{query}",
            Api.Apply,
            $$$"""{"apiVersion":"{{{Widgets.ApiVersion}}}","kind":"Widget","metadata":{"name":"{{{path.Split('/').First(s => s.StartsWith("w-", StringComparison.Ordinal))}}}"},"spec":{{{spec}}}{{{more}}}}"""
        );

    private static async Task<string> NewPath(Api api) => $"{Widgets.In(await api.NewNamespace())}/w-1";

    [Theory, OnEmbedded, OnReal]
    public async Task An_apply_creates_and_the_same_again_changes_nothing(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        var created = (await Apply(api, path, """{"size":1}""")).Expect(201);
        Assert.Equal("a Apply {\"f:spec\":{\"f:size\":{}}}", created.Owners);
        Assert.Equal("""{"mode":"a","nested":{"on":true},"size":1}""", Sorted(created.At("spec")!));
        var again = (await Apply(api, path, """{"size":1}""")).Expect(200);
        Assert.Equal(created.ResourceVersion, again.ResourceVersion);
        Assert.Equal(created.Owners, again.Owners);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task An_entry_says_who_when_and_what(string server)
    {
        var api = await On(server);
        var created = await Apply(api, await NewPath(api), """{"size":1}""");
        var entry = created.At("metadata", "managedFields", 0)!.AsObject();
        Assert.Equal(
            "apiVersion fieldsType fieldsV1 manager operation time",
            string.Join(' ', entry.Select(f => f.Key).Order(StringComparer.Ordinal))
        );
        Assert.Equal((Widgets.ApiVersion, "FieldsV1"), (entry["apiVersion"]!.ToString(), entry["fieldsType"]!.ToString()));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_field_of_another_manager_is_a_conflict(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1,"mode":"a"}""");
        var one = (await Apply(api, path, """{"size":2}""", "b")).Refuses(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.size"
        );
        Assert.Equal(
            """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"a\"","field":".spec.size"}]}""",
            one.At("details")!.ToJsonString(Api.Plain)
        );
        (await Apply(api, path, """{"size":2,"mode":"b"}""", "b")).Refuses(
            409,
            "Conflict",
            "Apply failed with 2 conflicts: conflicts with \"a\":\n- .spec.mode\n- .spec.size"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_field_that_was_updated_is_a_conflict_with_its_version(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1}""");
        await api.Patch($"{path}?fieldManager=c", Api.Merge, """{"spec":{"size":9}}""");
        (await Apply(api, path, """{"size":3}""")).Refuses(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"c\" using contract.example.com/v1: .spec.size"
        );
        (await Apply(api, path, """{"size":9}""")).Expect(200);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Force_takes_a_field_over(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1}""");
        var taken = (await Apply(api, path, """{"size":2}""", "b", "&force=true")).Expect(200);
        Assert.Equal("2", taken.At("spec", "size")!.ToString());
        Assert.Equal("b Apply {\"f:spec\":{\"f:size\":{}}}", taken.Owners);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_same_value_has_several_owners_and_stays_until_the_last_lets_go(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1,"free":{"x":1}}""");
        var shared = (await Apply(api, path, """{"size":1,"free":{"x":1}}""", "b")).Expect(200);
        // Who changed nothing has no time and comes first.
        Assert.Equal(
            "b Apply {\"f:spec\":{\"f:free\":{\"f:x\":{}},\"f:size\":{}}}\na Apply {\"f:spec\":{\"f:free\":{\"f:x\":{}},\"f:size\":{}}}",
            shared.Owners
        );
        Assert.Null(shared.At("metadata", "managedFields", 0, "time"));
        Assert.NotNull((await Apply(api, path, """{"size":1}""")).Expect(200).At("spec", "free"));
        Assert.Null((await Apply(api, path, """{"size":1}""", "b")).Expect(200).At("spec", "free"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task What_is_no_longer_applied_goes_and_what_others_own_or_no_one_stays(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1,"mode":"a","tags":["x"],"nested":{"on":false}}""");
        await api.Patch($"{path}?fieldManager=c", Api.Merge, """{"metadata":{"labels":{"kept":"1"}}}""");
        var left = (await Apply(api, path, """{"size":1}""")).Expect(200);
        Assert.Equal("""{"mode":"a","nested":{"on":true},"size":1}""", Sorted(left.At("spec")!));
        Assert.Equal("1", left.At("metadata", "labels", "kept")!.ToString());
        (await Apply(api, path, "{}")).Refuses(
            422,
            "Invalid",
            "Widget.contract.example.com \"w-1\" is invalid: [spec.size: Required value, <nil>: Invalid value: null: some validation rules were not checked because "
                + "the object was invalid; correct the existing errors to complete validation]"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Lists_merge_by_key_and_sets_by_value(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1,"parts":[{"name":"x","value":"1"}],"tags":["a","b"]}""");
        var merged = (await Apply(api, path, """{"size":1,"parts":[{"name":"y","value":"2"}],"tags":["c"]}""", "b")).Expect(200);
        Assert.Equal("""[{"name":"x","value":"1"},{"name":"y","value":"2"}]""", Sorted(merged.At("spec", "parts")!));
        Assert.Equal("""["a","b","c"]""", merged.At("spec", "tags")!.ToJsonString());
        Assert.Contains(
            "b Apply {\"f:spec\":{\"f:parts\":{\"k:{\\\"name\\\":\\\"y\\\"}\":{\".\":{},\"f:name\":{},\"f:value\":{}}},\"f:size\":{},\"f:tags\":{\"v:\\\"c\\\"\":{}}}}",
            merged.Owners,
            StringComparison.Ordinal
        );
        (await Apply(api, path, """{"size":1,"parts":[{"name":"x","value":"9"}]}""", "b")).Refuses(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.parts[name=\"x\"].value"
        );
        Assert.Equal(
            """["b","c"]""",
            (await Apply(api, path, """{"size":1,"tags":["b"]}""")).Expect(200).At("spec", "tags")!.ToJsonString()
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_status_is_applied_through_its_endpoint_alone(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        Assert.Null((await Apply(api, path, """{"size":1}""", "a", "", ",\"status\":{\"size\":7}")).Expect(201).At("status"));
        var applied = (
            await Apply(
                api,
                path + "/status",
                """{"size":50}""",
                "s",
                "",
                ",\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}"
            )
        ).Expect(200);
        Assert.Equal("1", applied.At("spec", "size")!.ToString());
        Assert.EndsWith(
            "s Apply/status {\"f:status\":{\"f:conditions\":{\"k:{\\\"type\\\":\\\"Ready\\\"}\":{\".\":{},\"f:status\":{},\"f:type\":{}}}}}",
            applied.Owners,
            StringComparison.Ordinal
        );
        (
            await Apply(api, path + "/status", "{}", "t", "", ",\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}")
        ).Refuses(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"s\" with subresource \"status\": .status.conditions[type=\"Ready\"].status"
        );
        (await Apply(api, path.Replace("w-1", "w-2", StringComparison.Ordinal) + "/status", "{}", "t")).Refuses(
            404,
            "NotFound",
            "widgets.contract.example.com \"w-2\" not found"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task An_update_takes_what_it_changes_from_the_applier(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1,"mode":"a"}""");
        var updated = (await api.Patch($"{path}?fieldManager=u", Api.Merge, """{"spec":{"size":2}}""")).Expect(200);
        Assert.Equal("a Apply {\"f:spec\":{\"f:mode\":{}}}\nu Update {\"f:spec\":{\"f:size\":{}}}", updated.Owners);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Owners_are_forgotten_on_request_and_found_again_before_the_first_apply(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1}""");
        Assert.Equal(
            "a Apply {\"f:spec\":{\"f:size\":{}}}",
            (await api.Patch(path, Api.Merge, """{"metadata":{"managedFields":null}}""")).Expect(200).Owners
        );
        Assert.Equal("", (await api.Patch(path, Api.Merge, """{"metadata":{"managedFields":[{}]}}""")).Expect(200).Owners);
        (await Apply(api, path, """{"size":2}""")).Refuses(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"before-first-apply\" using contract.example.com/v1: .spec.size"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Containers_are_merged_by_name_and_their_defaults_belong_to_no_one(string server)
    {
        var api = await On(server);
        var path = $"{DaemonSets(await api.NewNamespace())}/d";
        (await api.Patch($"{path}?fieldManager=a", Api.Apply, DaemonSet("d"))).Expect(201);
        var again = (await api.Patch($"{path}?fieldManager=a", Api.Apply, DaemonSet("d"))).Expect(200);
        Assert.Equal("1", again.At("metadata", "generation")!.ToString());
        Assert.Equal(
            "a Apply {\"f:spec\":{\"f:selector\":{},\"f:template\":{\"f:metadata\":{\"f:labels\":{\"f:a\":{}}},\"f:spec\":{\"f:containers\":"
                + "{\"k:{\\\"name\\\":\\\"c\\\"}\":{\".\":{},\"f:image\":{},\"f:name\":{}}}}}}}",
            again.Owners
        );
        (await api.Patch($"{path}?fieldManager=b", Api.Apply, DaemonSet("d", "x:2"))).Refuses(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.template.spec.containers[name=\"c\"].image"
        );
    }
}
