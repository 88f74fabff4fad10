using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Coexistence;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Coexistence;

public sealed class Dataplanes_are_recognised
{
    private const string Digest = "@sha256:0123456789012345678901234567890123456789012345678901234567890123";

    [Fact]
    public void What_the_file_of_others_says_can_be_read()
    {
        Assert.Empty(OtherDataplanes.Problems);
        Assert.NotEmpty(OtherDataplanes.All);
    }

    [Fact]
    public void Every_built_in_addon_says_how_it_is_recognised() =>
        Assert.All(AddonCatalog.BuiltIn.Addons, a => Assert.NotNull(a.Signature));

    [Fact]
    public void No_two_have_one_name()
    {
        var names = AddonCatalog.BuiltIn.Dataplanes.Select(d => d.Name).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [InlineData("kube-system", "kube-flannel-ds", "registry.example.com/old-flanneld:v0.14.0", "flannel")]
    [InlineData("kube-system", "kube-flannel-ds-arm64", "quay.io/coreos/flannel:v0.12.0-arm64", "flannel")]
    [InlineData("kube-system", "kube-flannel-ds", "rancher/hardened-flannel:v0.26.0-build20241024", "flannel")]
    [InlineData("net", "overlay", "registry.example.com:5000/mirror/flannel-io/flannel:v0.28.9", "flannel")]
    [InlineData("net", "overlay", "registry.example.com:5000/flannel", "flannel")]
    [InlineData("net", "overlay", "ghcr.io/flannel-io/flannel" + Digest, "flannel")]
    [InlineData("net", "overlay", "ghcr.io/flannel-io/flannel:v0.28.9" + Digest, "flannel")]
    [InlineData("kube-system", "cilium", "quay.io/cilium/cilium:v1.17.0", "cilium")]
    [InlineData("network", "agent", "rancher/mirrored-cilium-cilium:v1.18.1", "cilium")]
    [InlineData("kube-system", "anetd", "gke.gcr.io/cilium/cilium:v1.15", "cilium")]
    [InlineData("kube-system", "weave-net", "rajchaudhuri/weave-kube:2.9.0", "weave")]
    [InlineData("kube-system", "antrea-agent", "antrea/antrea-agent-ubuntu:v2.7.0", "antrea")]
    [InlineData("kube-system", "kindnet", "docker.io/kindest/kindnetd:v20250512", "kindnet")]
    [InlineData("kube-system", "kube-router", "docker.io/cloudnativelabs/kube-router", "kube-router")]
    [InlineData("kube-system", "aws-node", "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.19.0", "aws-vpc-cni")]
    [InlineData("openshift-ovn-kubernetes", "ovnkube-node", "quay.io/openshift-release-dev/ocp-v4.0-art-dev" + Digest, "ovn-kubernetes")]
    [InlineData("openshift-sdn", "sdn", "quay.io/openshift-release-dev/ocp-v4.0-art-dev" + Digest, "openshift-sdn")]
    [InlineData("nsx-system", "nsx-node-agent", "registry.example.com/nsx-ncp-ubuntu:4.2", "nsx")]
    [InlineData("kube-system", "aci-containers-host", "noiro/aci-containers-host:6.1.2.1", "aci")]
    [InlineData("contrail", "contrail-vrouter-nodes", "enterprise-hub.juniper.net/contrail-container-prod/x:1", "contrail")]
    [InlineData("kube-system", "romana-agent", "quay.io/romana/agent:v2.0.2", "romana")]
    public void By_name_in_its_namespace_or_by_the_end_of_an_images_path(string ns, string name, string image, string expected) =>
        Assert.Equal([expected], Daemon.Recognised(Daemon.Of(ns, name, image)));

    [Theory]
    [InlineData("""{"k8s-app":"cilium"}""", "cilium")]
    [InlineData("""{"app":"flannel","tier":"node","more":"labels"}""", "flannel")]
    [InlineData("""{"name":"weave-net"}""", "weave")]
    public void By_its_pods_labels_where_name_and_image_are_unknown(string labels, string expected) =>
        Assert.Equal([expected], Daemon.Recognised(Daemon.Of("network", "agent", "registry.example.com/a/b" + Digest, labels)));

    [Theory]
    [InlineData("kube-system", "calico-node", "quay.io/calico/node:v3.32.1")]
    [InlineData("calico-system", "calico-node", "quay.io/calico/node" + Digest)]
    [InlineData("net", "policy-and-more", "rancher/hardened-calico:v3.31.0")]
    public void Calico_only_where_it_writes_the_CNI_file(string ns, string name, string image)
    {
        var policyOnly = Daemon.Of(ns, name, image);
        Assert.Empty(Daemon.Recognised(policyOnly));
        Pod(policyOnly)["initContainers"] = new JsonArray(Live.Json("""{"name":"install-cni","image":"quay.io/calico/cni:v3.32.1"}"""));
        Assert.Equal(["calico"], Daemon.Recognised(policyOnly));
    }

    [Theory]
    [InlineData("kube-system", "canal")]
    [InlineData("kube-system", "rke2-canal")]
    [InlineData("net", "renamed")]
    public void Canal_and_neither_of_its_parts(string ns, string name)
    {
        var canal = Daemon.Of(ns, name, "rancher/hardened-calico:v3.31.0", container: "calico-node");
        Pod(canal)["containers"]!.AsArray().Add(Live.Json("""{"name":"kube-flannel","image":"rancher/hardened-flannel:v0.26.0"}"""));
        Pod(canal)["initContainers"] = new JsonArray(Live.Json("""{"name":"install-cni","image":"rancher/hardened-calico:v3.31.0"}"""));
        Assert.Equal(["canal"], Daemon.Recognised(canal));
    }

    [Theory]
    [InlineData("kube-system", "kube-multus-ds", "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0", """{"app":"multus","name":"multus"}""")]
    [InlineData("openshift-multus", "multus", "quay.io/openshift-release-dev/ocp-v4.0-art-dev" + Digest, """{"app":"multus"}""")]
    [InlineData("istio-system", "istio-cni-node", "docker.io/istio/install-cni:1.27.0", """{"k8s-app":"istio-cni-node"}""")]
    [InlineData("kube-system", "whereabouts", "ghcr.io/k8snetworkplumbingwg/whereabouts:v0.9.2", """{"name":"whereabouts"}""")]
    [InlineData("kube-system", "spiderpool-agent", "ghcr.io/spidernet-io/spiderpool/spiderpool-agent:v1.2.2", "{}")]
    [InlineData("kube-system", "cilium-envoy", "quay.io/cilium/cilium-envoy:v1.37.5", """{"k8s-app":"cilium-envoy"}""")]
    [InlineData("monitoring", "calico-node-exporter", "registry.example.com/calico-exporter:1", """{"app":"calico-node-exporter"}""")]
    [InlineData("monitoring", "flannel", "registry.example.com/flannel-exporter:1", """{"app":"flannel"}""")]
    [InlineData("weave", "weave-scope-agent", "weaveworks/scope:1.13.2", """{"name":"weave-scope-agent"}""")]
    [InlineData("kube-system", "kube-proxy", "registry.k8s.io/kube-proxy:v1.36.2", """{"k8s-app":"kube-proxy"}""")]
    public void But_not_what_goes_with_another_network_or_watches_it(string ns, string name, string image, string labels) =>
        Assert.Empty(Daemon.Recognised(Daemon.Of(ns, name, image, labels)));

    [Fact]
    public void But_not_an_image_or_label_of_a_pod_that_is_not_on_the_hosts_network()
    {
        var tool = Daemon.Of("tools", "cilium-cli", "quay.io/cilium/cilium:v1.17.0", """{"k8s-app":"cilium"}""");
        Pod(tool)["hostNetwork"] = false;
        Assert.Empty(Daemon.Recognised(tool));
    }

    [Fact]
    public void But_not_one_that_selects_no_node()
    {
        var off = Daemon.Of("kube-system", "cilium", "quay.io/cilium/cilium:v1.17.0");
        off["status"]!["desiredNumberScheduled"] = 0;
        Assert.Empty(Daemon.Recognised(off));
        off["metadata"]!["generation"] = 2;
        Assert.Equal(["cilium"], Daemon.Recognised(off));
    }

    [Theory]
    [InlineData("""{"nodeSelector":{"kubernetes.io/os":"windows"}}""")]
    [InlineData("""{"os":{"name":"windows"}}""")]
    [InlineData(
        """
            {"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
             {"matchExpressions":[{"key":"kubernetes.io/os","operator":"In","values":["windows"]},{"key":"a","operator":"Exists"}]}]}}}}
            """
    )]
    public void But_not_one_for_Windows_nodes(string more)
    {
        var windows = Daemon.Of("kube-flannel", "kube-flannel-ds-windows-amd64", "sigwindowstools/flannel:v0.28.9-hostprocess");
        Assert.Equal(["flannel"], Daemon.Recognised(windows));
        foreach (var (field, value) in Live.Json(more))
            Pod(windows)[field] = value!.DeepClone();
        Assert.Empty(Daemon.Recognised(windows));
    }

    [Fact]
    public void The_flannel_inside_k3s_by_its_nodes_unless_it_is_off_or_another_flannel_runs()
    {
        var (server, agent) = (K3s("server-1", """["server"]"""), K3s("agent-1", """["agent"]"""));
        var found = Assert.Single(Daemon.OnNodes(server, agent).Found);
        Assert.Equal(("k3s-flannel", null, null), (found.Dataplane.Name, found.Workload, found.Node));
        Assert.EndsWith("of agent-1, server-1", found.Evidence, StringComparison.Ordinal);
        Assert.Equal("agent-1", Assert.Single(Daemon.OnNodes(agent).Found).Node);
        Assert.Empty(Daemon.OnNodes(K3s("server-1", """["server","--flannel-backend","none","--disable","traefik"]"""), agent).Found);
        Assert.Empty(Daemon.OnNodes(K3s("server-1", """["server","--flannel-backend=none"]"""), agent).Found);

        server["metadata"]!["annotations"]!.AsObject().Remove("k3s.io/node-args");
        Assert.Empty(Daemon.OnNodes(server).Found);
    }

    [Fact]
    public void Of_a_DaemonSet_only_what_tells_counts_as_a_change()
    {
        var before = Daemon.Of("kube-system", "cilium", "quay.io/cilium/cilium:v1.17.0", """{"k8s-app":"cilium"}""");
        var after = (JsonObject)before.DeepClone();
        after["status"]!["numberReady"] = 2;
        after["status"]!["desiredNumberScheduled"] = 4;
        Assert.True(DaemonView.Same(DaemonView.Of(before), DaemonView.Of(after)));
        after["status"]!["desiredNumberScheduled"] = 0;
        Assert.False(DaemonView.Same(DaemonView.Of(before), DaemonView.Of(after)));
    }

    private static JsonObject K3s(string name, string arguments) =>
        new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["annotations"] = new JsonObject { ["flannel.alpha.coreos.com/backend-type"] = "vxlan", ["k3s.io/node-args"] = arguments },
            },
        };

    private static JsonObject Pod(JsonObject daemon) => (JsonObject)daemon.At("spec", "template", "spec")!;
}
