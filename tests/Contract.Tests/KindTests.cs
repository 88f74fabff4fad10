using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class KindTests(ContractServers servers) : ContractTest(servers)
{
    private const string PodBody = """{"metadata":{"name":"p","labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}""";

    private static async Task<string> In(Api api, string resource, string group = "/api/v1") =>
        $"{group}/namespaces/{await api.NewNamespace()}/{resource}";

    [Theory, OnEmbedded, OnReal]
    public async Task The_plain_data_of_a_Secret_is_encoded_and_never_shown(string server)
    {
        var api = await On(server);
        var path = await In(api, "secrets");
        var created = (await api.Post(path, """{"metadata":{"name":"s"},"stringData":{"a":"b"},"data":{"c":"ZA=="}}""")).Expect(201);
        Assert.Equal(("""{"a":"Yg==","c":"ZA=="}""", "Opaque"), (Sorted(created.At("data")!), created.At("type")!.ToString()));
        Assert.Null(created.At("stringData"));
        Assert.Equal(
            "eg==",
            (await api.Patch($"{path}/s", Api.Merge, """{"stringData":{"a":"z"}}""")).Expect(200).At("data", "a")!.ToString()
        );
        (await api.Post(path, """{"metadata":{"name":"t"},"data":{"c":"!!"}}""")).Refuses(
            400,
            "BadRequest",
            "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 0"
        );
        (await api.Patch($"{path}/s", Api.Merge, """{"type":"x"}""")).Refuses(
            422,
            "Invalid",
            "Secret \"s\" is invalid: type: Invalid value: \"x\": field is immutable"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task What_is_immutable_stays(string server)
    {
        var api = await On(server);
        var path = await In(api, "configmaps");
        await api.Post(path, """{"metadata":{"name":"a"},"immutable":true,"data":{"a":"b"}}""");
        (await api.Patch($"{path}/a", Api.Merge, """{"data":{"a":"c"}}""")).Refuses(
            422,
            "Invalid",
            "ConfigMap \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set"
        );
        (await api.Post(path, """{"metadata":{"name":"b"},"data":{"a b":"c"}}""")).Expect(422);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task An_event_is_served_by_two_groups(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var old = $"/api/v1/namespaces/{ns}/events";
        (
            await api.Post(
                old,
                $$$"""
                {"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","name":"p","namespace":"{{{ns}}}"},"reason":"R","message":"m","type":"Normal",
                 "firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:00:00Z","count":3,"source":{"component":"c"}}
                """
            )
        ).Expect(201);
        var newer = (await api.Get($"/apis/events.k8s.io/v1/namespaces/{ns}/events/e")).Expect(200);
        Assert.Equal(
            ("events.k8s.io/v1", "m", "p", "3"),
            (
                newer.At("apiVersion")!.ToString(),
                newer.At("note")!.ToString(),
                newer.At("regarding", "name")!.ToString(),
                newer.At("deprecatedCount")!.ToString()
            )
        );
        (
            await api.Post(
                $"/apis/events.k8s.io/v1/namespaces/{ns}/events",
                $$$"""
                {"metadata":{"name":"f"},"regarding":{"kind":"Pod","name":"q","namespace":"{{{ns}}}"},"reason":"R","note":"n","type":"Normal","action":"A",
                 "eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"x/y","reportingInstance":"z"}
                """
            )
        ).Expect(201);
        var core = (await api.Get($"{old}/f")).Expect(200);
        Assert.Equal(
            ("n", "q", "x/y"),
            (core.At("message")!.ToString(), core.At("involvedObject", "name")!.ToString(), core.At("reportingComponent")!.ToString())
        );
        Assert.Equal("f", (await api.Get($"{old}?fieldSelector=involvedObject.name%3Dq")).Expect(200).Names);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_Lease_keeps_microseconds_and_wants_them(string server)
    {
        var api = await On(server);
        var path = await In(api, "leases", "/apis/coordination.k8s.io/v1");
        var created = await api.Post(
            path,
            """{"metadata":{"name":"l"},"spec":{"holderIdentity":"a","renewTime":"2026-01-01T00:00:00.123456Z"}}"""
        );
        Assert.Equal("2026-01-01T00:00:00.123456Z", created.Expect(201).At("spec", "renewTime")!.ToString());
        (await api.Post(path, """{"metadata":{"name":"m"},"spec":{"renewTime":"2026-01-01T00:00:00Z"}}""")).Refuses(
            400,
            "BadRequest",
            "Lease in version \"v1\" cannot be handled as a Lease: parsing time \"2026-01-01T00:00:00Z\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"Z\" as \".000000\""
        );
        (await api.Post(path, """{"metadata":{"name":"m"},"spec":{"leaseDurationSeconds":0}}""")).Refuses(
            422,
            "Invalid",
            "Lease.coordination.k8s.io \"m\" is invalid: spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0"
        );
        (await api.Put($"{path}/l", JsonNode.Parse("""{"metadata":{"name":"l"},"spec":{"holderIdentity":"b"}}""")!)).Refuses(
            422,
            "Invalid",
            "leases.coordination.k8s.io \"l\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Reviews_answer_and_store_nothing(string server)
    {
        var api = await On(server);
        var access = await api.Post(
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            """{"spec":{"resourceAttributes":{"verb":"get","resource":"pods"}}}"""
        );
        Assert.Equal(
            ("SelfSubjectAccessReview", "true"),
            (access.Expect(201).At("kind")!.ToString(), access.At("status", "allowed")!.ToString())
        );
        (await api.Post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"spec":{}}""")).Refuses(
            422,
            "Invalid",
            ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified"
        );
        Assert.Contains(
            "system:masters",
            (await api.Post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}"))
                .Expect(201)
                .At("status", "userInfo", "groups")!
                .AsArray()
                .Select(g => g!.ToString())
        );
        var rules = await api.Post("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}""");
        Assert.Contains(
            """{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}""",
            rules.Expect(201).At("status", "resourceRules")!.AsArray().Select(r => r!.ToJsonString())
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_pod_is_bound_once(string server)
    {
        var api = await On(server);
        var path = await In(api, "pods");
        var created = (await api.Post(path, PodBody)).Expect(201);
        Assert.Equal(("Pending", "BestEffort"), (created.At("status", "phase")!.ToString(), created.At("status", "qosClass")!.ToString()));
        Task<Answer> Bind(string name, string node) =>
            api.Post($"{path}/p/binding", $$$"""{"metadata":{"name":"{{{name}}}"},"target":{"kind":"Node","name":"{{{node}}}"}}""");
        (await Bind("other", "n1")).Refuses(400, "BadRequest", "name in URL does not match name in Binding object");
        (await Bind("p", "n1")).Expect(201);
        var bound = await api.Get($"{path}/p");
        Assert.Equal(("n1", "1"), (bound.At("spec", "nodeName")!.ToString(), bound.At("metadata", "generation")!.ToString()));
        Assert.Equal(
            ("PodScheduled", "True"),
            (bound.At("status", "conditions", 0, "type")!.ToString(), bound.At("status", "conditions", 0, "status")!.ToString())
        );
        (await Bind("p", "n2")).Refuses(
            409,
            "Conflict",
            "Operation cannot be fulfilled on pods/binding \"p\": pod p is already assigned to node \"n1\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_pod_is_evicted_like_it_is_deleted(string server)
    {
        var api = await On(server);
        var path = await In(api, "pods");
        await api.Post(path, PodBody);
        var evicted = await api.Post($"{path}/p/eviction", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"}}""");
        Assert.Equal("Success", evicted.Expect(201).At("status")!.ToString());
        (await api.Get($"{path}/p")).Expect(404);
        (await api.Post($"{path}/p/eviction", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"}}""")).Refuses(
            404,
            "NotFound",
            "pods \"p\" not found"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_spec_of_a_pod_hardly_changes(string server)
    {
        var api = await On(server);
        var path = await In(api, "pods");
        await api.Post(path, PodBody);
        var patched = await api.Patch($"{path}/p", Api.Strategic, """{"spec":{"containers":[{"name":"c","image":"y"}]}}""");
        Assert.Equal(
            ("y", "2"),
            (patched.Expect(200).At("spec", "containers", 0, "image")!.ToString(), patched.At("metadata", "generation")!.ToString())
        );
        var refused = (await api.Patch($"{path}/p", Api.Merge, """{"spec":{"nodeName":"z"}}""")).Expect(422);
        Assert.StartsWith(
            "Pod \"p\" is invalid: spec: Forbidden: pod updates may not change fields other than ",
            refused.Message,
            StringComparison.Ordinal
        );
        (await api.Post(path, """{"metadata":{"name":"q"},"spec":{}}""")).Refuses(
            422,
            "Invalid",
            "Pod \"q\" is invalid: spec.containers: Required value"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_Deployment_is_scaled(string server)
    {
        var api = await On(server);
        var path = await In(api, "deployments", "/apis/apps/v1");
        (
            await api.Post(
                path,
                """
                {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}
                """
            )
        ).Expect(201);
        var scale = (await api.Get($"{path}/d/scale")).Expect(200);
        Assert.Equal(
            ("""{"replicas":1}""", """{"replicas":0,"selector":"a=b"}"""),
            (scale.At("spec")!.ToJsonString(), scale.At("status")!.ToJsonString())
        );
        (await api.Patch($"{path}/d/scale", Api.Merge, """{"spec":{"replicas":3}}""")).Expect(200);
        Assert.Equal(
            ("3", "2"),
            (
                (await api.Get($"{path}/d")).At("spec", "replicas")!.ToString(),
                (await api.Get($"{path}/d")).At("metadata", "generation")!.ToString()
            )
        );
        (await api.Patch($"{path}/d/scale", Api.Merge, """{"spec":{"replicas":-3}}""")).Refuses(
            422,
            "Invalid",
            "Scale.autoscaling \"d\" is invalid: spec.replicas: Invalid value: -3: must be greater than or equal to 0"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_Service_gets_an_address_unless_it_wants_none(string server)
    {
        var api = await On(server);
        var path = await In(api, "services");
        var one = (await api.Post(path, """{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}],"selector":{"a":"b"}}}""")).Expect(201);
        Assert.StartsWith("10.", one.At("spec", "clusterIP")!.ToString(), StringComparison.Ordinal);
        Assert.Equal("""[{"port":80,"protocol":"TCP","targetPort":80}]""", Sorted(one.At("spec", "ports")!));
        Assert.Equal(
            "None",
            (await api.Post(path, """{"metadata":{"name":"t"},"spec":{"clusterIP":"None","selector":{"a":"b"},"ports":[{"port":80}]}}"""))
                .Expect(201)
                .At("spec", "clusterIP")!
                .ToString()
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Names_of_roles_hold_colons_and_the_role_of_a_binding_stays(string server)
    {
        var api = await On(server);
        const string group = "/apis/rbac.authorization.k8s.io/v1";
        (await api.Post($"{group}/clusterroles", """{"metadata":{"name":"contract:a"},"rules":[]}""")).Expect(201);
        (
            await api.Post(
                $"{group}/clusterrolebindings",
                """
                {"metadata":{"name":"contract:a"},"roleRef":{"kind":"ClusterRole","name":"contract:a","apiGroup":"rbac.authorization.k8s.io"},"subjects":[{"kind":"User","name":"x"}]}
                """
            )
        ).Expect(201);
        (await api.Patch($"{group}/clusterrolebindings/contract:a", Api.Merge, """{"roleRef":{"name":"other"}}""")).Refuses(
            422,
            "Invalid",
            "ClusterRoleBinding.rbac.authorization.k8s.io \"contract:a\" is invalid: roleRef: Invalid value: "
                + "{\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"other\"}: cannot change roleRef"
        );
    }
}
