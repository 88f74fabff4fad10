using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class SelectorTests(ContractServers servers) : ContractTest(servers)
{
    private static async Task<string> Filled(Api api)
    {
        var ns = await api.NewNamespace();
        foreach (var name in "abc")
            await api.Post(ConfigMaps(ns), ConfigMap($"{name}", "{}", $$"""{"l":"{{name}}","n":"{{name - 'a'}}","all":"1"}"""));
        await api.Post(ConfigMaps(ns), ConfigMap("z"));
        return ns;
    }

    private static string Query(string kind, string text) => $"?{kind}={Uri.EscapeDataString(text)}";

    [Theory, OnEmbedded, OnReal]
    public async Task Label_selectors_choose_by_equality_sets_presence_and_order(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        async Task<string> Select(string text) => (await api.Get(ConfigMaps(ns) + Query("labelSelector", text))).Expect(200).Names;
        Assert.Equal("a", await Select("l=a"));
        Assert.Equal("a", await Select("l==a"));
        Assert.Equal("b c z", await Select("l!=a"));
        Assert.Equal("a b", await Select("l in (a, b)"));
        Assert.Equal("c z", await Select("l notin (a,b)"));
        Assert.Equal("a b c", await Select("l"));
        Assert.Equal("z", await Select("!l"));
        Assert.Equal("a", await Select("l=a,all=1"));
        Assert.Equal("c", await Select("n>1"));
        Assert.Equal("a", await Select("n<1"));
        Assert.Equal("", await Select("l="));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_label_selector_that_cannot_be_read_says_where(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        async Task Refused(string text, string message) =>
            (await api.Get(ConfigMaps(ns) + Query("labelSelector", text))).Refuses(400, "BadRequest", message);
        await Refused("=", "found '=', expected: !, identifier, or 'end of string'");
        await Refused("a=b=c", "found '=', expected: ',' or 'end of string'");
        await Refused("l=a,", "found '', expected: identifier after ','");
        await Refused(
            "l>x",
            "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer"
        );
        await Refused("/x=1", "unable to parse requirement: <nil>: Invalid value: \"/x\": prefix part must be non-empty");
        await Refused(
            "l=_bad_",
            "unable to parse requirement: values[0][l]: Invalid value: \"_bad_\": a valid label must be an empty string or consist of alphanumeric characters, "
                + "'-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
                + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Field_selectors_choose_by_name_and_namespace(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        async Task<string> Select(string text) => (await api.Get(ConfigMaps(ns) + Query("fieldSelector", text))).Expect(200).Names;
        Assert.Equal("a", await Select("metadata.name=a"));
        Assert.Equal("a", await Select("metadata.name==a"));
        Assert.Equal("b c z", await Select("metadata.name!=a"));
        Assert.Equal("", await Select("metadata.name=a,metadata.namespace=other"));
        Assert.Equal("", await Select("metadata.name=a\\,b"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_field_that_cannot_be_selected_is_refused(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        async Task Refused(string path, string text, string message) =>
            (await api.Get(path + Query("fieldSelector", text))).Refuses(400, "BadRequest", message);
        await Refused(
            ConfigMaps(ns),
            "spec.x=1",
            "\"spec.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        );
        await Refused(Widgets.In(ns), "spec.size=1", "field label not supported: spec.size");
        await Refused("/api/v1/pods", "spec.foo=x", "field label not supported: spec.foo");
        await Refused(ConfigMaps(ns), "a", "invalid selector: 'a'; can't understand 'a'");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Some_kinds_are_selected_by_fields_of_their_own(string server)
    {
        var api = await On(server);
        var ns = await Filled(api);
        await api.Post(
            $"/api/v1/namespaces/{ns}/pods",
            """{"metadata":{"name":"p"},"spec":{"nodeName":"n1","containers":[{"name":"c","image":"x"}]}}"""
        );
        await api.Post($"/api/v1/namespaces/{ns}/pods", """{"metadata":{"name":"q"},"spec":{"containers":[{"name":"c","image":"x"}]}}""");
        async Task<string> Select(string resource, string text) =>
            (await api.Get($"/api/v1/namespaces/{ns}/{resource}{Query("fieldSelector", text)}")).Expect(200).Names;
        Assert.Equal("p", await Select("pods", "spec.nodeName=n1"));
        Assert.Equal("q", await Select("pods", "spec.nodeName="));
        Assert.Equal("p q", await Select("pods", "status.phase=Pending"));
        Assert.Equal("", await Select("secrets", "type=Opaque"));
        Assert.Equal(ns, (await api.Get($"/api/v1/namespaces{Query("fieldSelector", $"metadata.name={ns}")}")).Expect(200).Names);
    }
}
