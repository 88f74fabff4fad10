using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

/// <summary>What happens to <c>false</c>, <c>0</c>, empty texts, lists and maps that a client writes into built-in kinds.</summary>
public sealed class ZeroValueTests(ContractServers servers) : ContractTest(servers)
{
    private const string Template = """
        {"hostPID":false,"hostNetwork":false,"nodeName":"","nodeSelector":{},"tolerations":[],"enableServiceLinks":false,"terminationGracePeriodSeconds":0,"hostIPC":null,
         "containers":[{"name":"c","image":"x","tty":false,"workingDir":"","command":[],"env":[{"name":"E","value":""}],"ports":[{"containerPort":1,"protocol":"","hostPort":0}],
          "readinessProbe":{"exec":{"command":["true"]},"timeoutSeconds":0,"periodSeconds":0,"initialDelaySeconds":0},
          "securityContext":{"privileged":false,"runAsUser":0}}]}
        """;

    private static string Workload(string spec) =>
        $$$"""{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d"},"spec":{"minReadySeconds":0,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{{{spec}}} } } }""";

    [Theory, OnEmbedded, OnReal]
    public async Task Zero_values_are_stored_only_where_they_differ_from_absence(string server)
    {
        var api = await On(server);
        var created = (await api.Post(DaemonSets(await api.NewNamespace()), Workload(Template))).Expect(201);
        var pod = created.At("spec", "template", "spec")!.AsObject();
        Assert.Equal(
            "containers dnsPolicy enableServiceLinks restartPolicy schedulerName securityContext terminationGracePeriodSeconds",
            string.Join(' ', pod.Select(f => f.Key).Order(StringComparer.Ordinal))
        );
        Assert.Null(created.At("spec", "minReadySeconds"));
        var container = pod["containers"]![0]!;
        Assert.Equal("""[{"name":"E"}]""", container["env"]!.ToJsonString());
        Assert.Equal("""[{"containerPort":1,"protocol":"TCP"}]""", Sorted(container["ports"]!));
        Assert.Equal(
            """{"exec":{"command":["true"]},"failureThreshold":3,"periodSeconds":10,"successThreshold":1,"timeoutSeconds":1}""",
            Sorted(container["readinessProbe"]!)
        );
        Assert.Equal("""{"privileged":false,"runAsUser":0}""", Sorted(container["securityContext"]!));
        Assert.Equal((null, null, null), (container["tty"], container["workingDir"], container["command"]));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Who_applies_a_zero_value_owns_the_field_that_is_not_there(string server)
    {
        var api = await On(server);
        var path = $"{DaemonSets(await api.NewNamespace())}/d";
        var spec = """{"hostPID":false,"containers":[{"name":"c","image":"x","env":[{"name":"E","value":""}]}]}""";
        var applied = (await api.Patch($"{path}?fieldManager=alice", Api.Apply, Workload(spec))).Expect(201);
        Assert.Null(applied.At("spec", "template", "spec", "hostPID"));
        Assert.Contains("\"f:hostPID\":{}", applied.Owners, StringComparison.Ordinal);
        Assert.Contains("""k:{\"name\":\"E\"}":{".":{},"f:name":{},"f:value":{}}""", applied.Owners, StringComparison.Ordinal);
        Assert.Contains("\"f:minReadySeconds\":{}", applied.Owners, StringComparison.Ordinal);

        // Applied again, nothing changes; another's update leaves the ownership; another's true takes it.
        var again = (await api.Patch($"{path}?fieldManager=alice", Api.Apply, Workload(spec))).Expect(200);
        Assert.Equal((applied.ResourceVersion, applied.Owners), (again.ResourceVersion, again.Owners));
        var other = (await api.Patch($"{path}?fieldManager=bob", Api.Merge, """{"spec":{"revisionHistoryLimit":3}}""")).Expect(200);
        Assert.Contains("\"f:hostPID\":{}", other.Owners.Split('\n')[0], StringComparison.Ordinal);
        var taken = (await api.Patch($"{path}?fieldManager=bob", Api.Merge, """{"spec":{"template":{"spec":{"hostPID":true}}}}""")).Expect(
            200
        );
        Assert.DoesNotContain(
            "\"f:hostPID\"",
            taken.Owners.Split('\n').Single(o => o.StartsWith("alice", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }
}
