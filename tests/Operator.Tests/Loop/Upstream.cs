using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>A network that someone installed without the operator: the objects of upstream's manifest, none of our marks on them.</summary>
internal static class Upstream
{
    internal static readonly ResourceName Pods = new("", "pods");

    private static readonly Dictionary<string, ResourceName> Resources = new()
    {
        ["Namespace"] = Lab.Namespaces,
        ["ServiceAccount"] = new("", "serviceaccounts"),
        ["ClusterRole"] = new("rbac.authorization.k8s.io", "clusterroles"),
        ["ClusterRoleBinding"] = new("rbac.authorization.k8s.io", "clusterrolebindings"),
        ["ConfigMap"] = Lab.ConfigMaps,
        ["DaemonSet"] = Lab.DaemonSets,
    };

    /// <summary>Installs flannel and waits for its pods; <paramref name="change"/> is asked about each object.</summary>
    internal static async Task InstallFlannelAsync(Lab lab, Action<JsonObject>? change = null)
    {
        foreach (var rendered in Flannel())
        {
            var json = rendered.Json.Clone();
            Strip(json);
            change?.Invoke(json);
            lab.State.Create(Resources[rendered.Key.Kind], json, "kubectl-client-side-apply");
        }

        await lab.UntilAsync(() => lab.DaemonSet.Number(0, "status", "numberReady") == 3, "upstream's flannel runs");
    }

    /// <summary>Which pods of flannel there are: other ones after a restart.</summary>
    internal static IReadOnlyList<string> PodsOf(Lab lab) =>
        [
            .. lab
                .State.List(Pods)
                .Where(p => p.Text("metadata", "namespace") == "kube-flannel")
                .Select(p => p.Text("metadata", "uid")!)
                .Order(StringComparer.Ordinal),
        ];

    private static IReadOnlyList<Manifest> Flannel() =>
        new Renderer(AddonCatalog.BuiltIn)
            .Render(
                new RenderRequest(
                    "default",
                    new ClusterNetworkSpec
                    {
                        Provider = "flannel",
                        PodNetwork = new PodNetwork { Cidrs = ["10.244.0.0/16"] },
                    },
                    ClusterFacts.None,
                    new Dictionary<SecretKeyReference, string>()
                )
            )
            .Objects;

    private static void Strip(JsonObject json)
    {
        var labels = json["metadata"]!["labels"]!.AsObject();
        foreach (var label in (string[])[ClusterNetworkApi.ManagedByLabel, ClusterNetworkApi.NetworkLabel, ClusterNetworkApi.AddonLabel])
            labels.Remove(label);
        if (json["kind"]!.ToString() != "DaemonSet")
            return;
        json["spec"]!.AsObject().Remove("updateStrategy");
        json["spec"]!["template"]!["metadata"]!.AsObject().Remove("annotations");
        foreach (
            var container in json.Items("spec", "template", "spec", "containers")
                .Concat(json.Items("spec", "template", "spec", "initContainers"))
        )
            container.Remove("terminationMessagePolicy");
    }
}
