using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class NamespaceTests(ContractServers servers) : ContractTest(servers)
{
    [Theory, OnEmbedded, OnReal]
    public async Task A_namespace_is_labelled_with_its_name_and_held_by_its_content(string server)
    {
        var api = await On(server);
        var ns = (await api.Get($"/api/v1/namespaces/{await api.NewNamespace()}")).Expect(200);
        Assert.Equal(ns.At("metadata", "name")!.ToString(), ns.At("metadata", "labels", "kubernetes.io/metadata.name")!.ToString());
        Assert.Equal(
            ("""{"finalizers":["kubernetes"]}""", """{"phase":"Active"}"""),
            (ns.At("spec")!.ToJsonString(), ns.At("status")!.ToJsonString())
        );
        Assert.Equal("contract Update {\"f:metadata\":{\"f:labels\":{\".\":{},\"f:kubernetes.io/metadata.name\":{}}}}", ns.Owners);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Nothing_new_comes_into_a_terminating_namespace(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a"));
        var deleted = (await api.Delete($"/api/v1/namespaces/{ns}")).Expect(200);
        Assert.Equal("Terminating", deleted.At("status", "phase")!.ToString());
        Assert.NotNull(deleted.At("metadata", "deletionTimestamp"));
        var refused = (await api.Post(ConfigMaps(ns), ConfigMap("b"))).Refuses(
            403,
            "Forbidden",
            $"configmaps \"b\" is forbidden: unable to create new content in namespace {ns} because it is being terminated"
        );
        Assert.Equal(
            $$"""[{"reason":"NamespaceTerminating","message":"namespace {{ns}} is being terminated","field":"metadata.namespace"}]""",
            refused.At("details", "causes")!.ToJsonString()
        );
        (await api.Post(Widgets.In(ns), Widgets.Named("b", """{"size":1}"""))).Refuses(
            403,
            "Forbidden",
            $"widgets.contract.example.com \"b\" is forbidden: unable to create new content in namespace {ns} because it is being terminated"
        );
        (await api.Patch($"{ConfigMaps(ns)}/a", Api.Merge, """{"data":{"x":"y"}}""")).Expect(200);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_namespace_is_gone_when_it_is_finalized(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Delete($"/api/v1/namespaces/{ns}");
        (await api.Get($"/api/v1/namespaces/{ns}")).Expect(200);
        (
            await api.Put(
                $"/api/v1/namespaces/{ns}/finalize",
                JsonNode.Parse($$$"""{"metadata":{"name":"{{{ns}}}"},"spec":{"finalizers":[]}}""")!
            )
        ).Expect(200);
        (await api.Get($"/api/v1/namespaces/{ns}")).Refuses(404, "NotFound", $"namespaces \"{ns}\" not found");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_name_label_comes_back_and_finalizers_stay(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var patched = (
            await api.Patch($"/api/v1/namespaces/{ns}", Api.Merge, """{"metadata":{"labels":null},"spec":{"finalizers":null}}""")
        ).Expect(200);
        Assert.Equal(ns, patched.At("metadata", "labels", "kubernetes.io/metadata.name")!.ToString());
        Assert.Equal("kubernetes", patched.At("spec", "finalizers", 0)!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_namespaces_of_the_system_stay(string server)
    {
        var api = await On(server);
        foreach (var ns in new[] { "default", "kube-system", "kube-public" })
            (await api.Delete($"/api/v1/namespaces/{ns}")).Refuses(
                403,
                "Forbidden",
                $"namespaces \"{ns}\" is forbidden: this namespace may not be deleted"
            );
        (await api.Get("/api/v1/namespaces/kube-node-lease")).Expect(200);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_phase_must_fit_the_deletion(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        (await api.Patch($"/api/v1/namespaces/{ns}/status", Api.Merge, """{"status":{"phase":"Foo"}}""")).Refuses(
            422,
            "Invalid",
            $"Namespace \"{ns}\" is invalid: status.Phase: Invalid value: \"Foo\": may only be 'Active' if `deletionTimestamp` is empty"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_namespace_has_a_name_of_one_label(string server)
    {
        var api = await On(server);
        (await api.Post("/api/v1/namespaces", """{"metadata":{"name":"a.b"}}""")).Refuses(
            422,
            "Invalid",
            "Namespace \"a.b\" is invalid: metadata.name: Invalid value: \"a.b\": must not contain dots"
        );
        (await api.Post("/api/v1/namespaces", """{"metadata":{"name":"Bad"}}""")).Refuses(
            422,
            "Invalid",
            "Namespace \"Bad\" is invalid: metadata.name: Invalid value: \"Bad\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters "
                + "or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
                + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
        );
    }
}
