using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class StrategicPatchTests(ContractServers servers) : ContractTest(servers)
{
    private static async Task<string> Daemon(Api api)
    {
        var path = DaemonSets(await api.NewNamespace());
        (await api.Post(path, DaemonSet("a"))).Expect(201);
        return $"{path}/a";
    }

    private static string Pod(string spec) => $$$$"""{"spec":{"template":{"spec":{{{{spec}}}}}}}""";

    [Theory, OnEmbedded, OnReal]
    public async Task A_strategic_patch_merges_lists_by_their_key(string server)
    {
        var api = await On(server);
        var path = await Daemon(api);
        var both = (
            await api.Patch(path, Api.Strategic, Pod("""{"containers":[{"name":"d","image":"y"},{"name":"c","image":"x:2"}]}"""))
        ).Expect(200);
        Assert.Equal(("d", "c", "x:2"), (Container(both, 0, "name"), Container(both, 1, "name"), Container(both, 1, "image")));
        var ordered = (
            await api.Patch(
                path,
                Api.Strategic,
                Pod("""{"$setElementOrder/containers":[{"name":"d"},{"name":"c"}],"containers":[{"name":"d","image":"z"}]}""")
            )
        ).Expect(200);
        Assert.Equal(("d", "z", "c"), (Container(ordered, 0, "name"), Container(ordered, 0, "image"), Container(ordered, 1, "name")));
        var one = (await api.Patch(path, Api.Strategic, Pod("""{"containers":[{"name":"d","$patch":"delete"}]}"""))).Expect(200);
        Assert.Equal(("c", null), (Container(one, 0, "name"), one.At("spec", "template", "spec", "containers", 1)));
    }

    private static string Container(Answer answer, int index, string field) =>
        answer.At("spec", "template", "spec", "containers", index, field)!.ToString();

    [Theory, OnEmbedded, OnReal]
    public async Task A_strategic_patch_replaces_lists_without_a_key_and_keeps_one_member_of_a_union(string server)
    {
        var api = await On(server);
        var path = await Daemon(api);
        await api.Patch(path, Api.Strategic, Pod("""{"tolerations":[{"operator":"Exists"}],"volumes":[{"name":"v","emptyDir":{}}]}"""));
        var patched = (
            await api.Patch(
                path,
                Api.Strategic,
                Pod("""{"tolerations":[{"key":"q"}],"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/x"}}]}""")
            )
        ).Expect(200);
        Assert.Equal("""[{"key":"q"}]""", patched.At("spec", "template", "spec", "tolerations")!.ToJsonString());
        Assert.Equal("""[{"hostPath":{"path":"/x","type":""},"name":"v"}]""", Sorted(patched.At("spec", "template", "spec", "volumes")!));
        Assert.Equal("a/b c/d", await Finalizers("""["a/b"]""", """["c/d"]"""));

        async Task<string> Finalizers(string first, string second)
        {
            await api.Patch(path, Api.Strategic, $$$"""{"metadata":{"finalizers":{{{first}}}}}""");
            var both = await api.Patch(path, Api.Strategic, $$$"""{"metadata":{"finalizers":{{{second}}}}}""");
            await api.Patch(path, Api.Strategic, """{"metadata":{"finalizers":null}}""");
            return string.Join(' ', both.At("metadata", "finalizers")!.AsArray().Select(f => f!.ToString()).Order(StringComparer.Ordinal));
        }
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_strategic_patch_that_makes_no_sense_is_an_error_of_the_server(string server)
    {
        var api = await On(server);
        var path = await Daemon(api);
        Assert.Equal(
            "map: map[image:q] does not contain declared merge key: name",
            (await api.Patch(path, Api.Strategic, Pod("""{"containers":[{"image":"q"}]}"""))).Expect(500).Message
        );
        Assert.Equal(
            "unknown patch type: foo in map: map[$patch:foo name:c]",
            (await api.Patch(path, Api.Strategic, Pod("""{"containers":[{"name":"c","$patch":"foo"}]}"""))).Expect(500).Message
        );
        (await api.Patch(path, Api.Strategic, "[]")).Refuses(
            400,
            "BadRequest",
            "json: cannot unmarshal array into Go value of type map[string]interface {}"
        );
    }
}
