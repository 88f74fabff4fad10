using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Rendering.Agents;
using CniOperator.Core.Tests.Concerns.Connectivity;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering.Agents;

public sealed class Agents_get_what_they_need_and_no_more
{
    private static readonly IReadOnlyList<Manifest> Objects = AgentRenderer.Render(
        "default",
        new ClusterNetworkSpec { Provider = "flannel" },
        new AgentInputs(Watched.Settings, AgentKeys.New(new byte[32]))
    );

    public static TheoryData<string> DaemonSets => [.. AgentNames.DaemonSets.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(DaemonSets))]
    public void A_pod_has_no_rights_no_token_and_nothing_to_write_to(string name)
    {
        var pod = Find("DaemonSet", name)["spec"]!["template"]!["spec"]!;
        var container = Assert.Single(pod.Items("containers"));
        Assert.False(pod["automountServiceAccountToken"]!.GetValue<bool>());
        Assert.True(pod.Flag("securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", pod.Text("securityContext", "seccompProfile", "type"));
        Assert.False(container["securityContext"]!["allowPrivilegeEscalation"]!.GetValue<bool>());
        Assert.True(container.Flag("securityContext", "readOnlyRootFilesystem"));
        Assert.Equal(["ALL"], container.Texts("securityContext", "capabilities", "drop"));
        Assert.Equal(name == "cni-operator-prober", pod.Flag("hostNetwork"));
        Assert.All(pod.Items("volumes"), v => Assert.Null(v["hostPath"]));
        Assert.Equal(Watched.Settings.Image, container.Text("image"));
        Assert.Equal("pull", Assert.Single(pod.Items("imagePullSecrets")).Text("name"));
    }

    [Fact]
    public void All_are_in_the_operators_namespace_and_labelled()
    {
        Assert.All(Objects, o => Assert.Equal(ClusterNetworkApi.OperatorNamespace, o.Key.Namespace));
        Assert.All(Objects, o => Assert.Equal(AgentNames.Component, o.Json.Text("metadata", "labels", ClusterNetworkApi.AddonLabel)));
        Assert.Equal(
            [
                .. AgentNames.DaemonSets,
                AgentNames.Keys,
                AgentNames.Addresses,
                AgentNames.CanaryService,
                AgentNames.LocalCanaryService,
                AgentNames.LocalEchoService,
            ],
            Objects
                .Select(o => o.Key)
                .Where(k => k.Kind != "NetworkPolicy")
                .OrderBy(k => k.Kind == "DaemonSet" ? 0 : 1)
                .ThenBy(k => Rank(k.Kind))
                .ThenBy(k => k.Name, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_policy_keeps_the_denied_port_closed_and_opens_those_that_are_used()
    {
        var policy = Objects.Single(o => o.Key.Kind == "NetworkPolicy").Json["spec"]!;
        Assert.Equal(["Ingress", "Egress"], policy.Texts("policyTypes"));
        Assert.DoesNotContain(Ports(policy, "ingress"), p => p == AgentNames.DeniedPort);
        Assert.Contains(Ports(policy, "ingress"), p => p == AgentNames.Port);
        Assert.Contains(Ports(policy, "egress"), p => p == AgentNames.OperatorPort);
        Assert.Contains(Ports(policy, "egress"), p => p == 53);
    }

    [Fact]
    public void A_new_place_of_the_operator_restarts_no_agent()
    {
        var moved = AgentRenderer.Render(
            "default",
            new ClusterNetworkSpec { Provider = "flannel" },
            new AgentInputs(
                Watched.Settings with
                {
                    ReportAddresses = ["192.0.2.9:8476"],
                },
                AgentKeys.New([.. Enumerable.Repeat((byte)7, 32)])
            )
        );
        Assert.All(moved.Where(o => o.Key.Kind == "DaemonSet"), o =>
            Assert.Equal(Find("DaemonSet", o.Key.Name).ToJsonString(), o.Json.ToJsonString())
        );
        Assert.Equal("192.0.2.9:8476\n", moved.Single(o => o.Key == AgentNames.Addresses).Json.Text("data", "addresses"));
    }

    [Fact]
    public void The_addresses_are_one_a_line() =>
        Assert.Equal("192.0.2.1:8476\n[2001:db8::1]:8476\n", Find("ConfigMap", AgentNames.Addresses.Name).Text("data", "addresses"));

    private static int Rank(string kind) =>
        kind switch
        {
            "Secret" => 1,
            "ConfigMap" => 2,
            _ => 3,
        };

    private static IEnumerable<int> Ports(JsonNode policy, string direction) =>
        policy.Items(direction).SelectMany(r => r.Items("ports")).Select(p => (int)p.Number(0, "port"));

    private static JsonObject Find(string kind, string name) => Objects.Single(o => o.Key.Kind == kind && o.Key.Name == name).Json;
}
