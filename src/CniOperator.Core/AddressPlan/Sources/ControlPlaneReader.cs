using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Sources;

/// <summary>What kubeadm's ConfigMap and the static pods of the control plane say of the cluster's networks.</summary>
public static class ControlPlaneReader
{
    /// <summary>The label selector of the pods that <see cref="OfPod"/> understands; kubeadm labels static pods so.</summary>
    public const string PodSelector = "component in (kube-apiserver,kube-controller-manager)";

    /// <summary>The namespace of all that is read here.</summary>
    public const string Namespace = "kube-system";

    /// <summary>The name of kubeadm's ConfigMap.</summary>
    public const string KubeadmConfig = "kubeadm-config";

    private const string ApiServer = "kube-apiserver";

    /// <summary>The fields of a <c>v1</c> Pod that are read here, as paths.</summary>
    public static IReadOnlyList<string> PodFields { get; } =
    ["metadata.labels.component", "spec.containers.command", "spec.containers.args"];

    /// <summary>The identity of a pod of the control plane.</summary>
    internal static ObjectKey PodKey(JsonObject pod) => new("v1", "Pod", Namespace, pod.Text("metadata", "name") ?? "");

    /// <summary>True for a pod of the API server.</summary>
    internal static bool IsApiServer(JsonObject pod) => pod.Text("metadata", "labels", "component") == ApiServer;

    /// <summary>Reads a pod of kube-controller-manager or kube-apiserver; <c>null</c> when it states nothing that is of interest.</summary>
    public static ControlPlaneSettings? OfPod(JsonObject pod)
    {
        var flags = CommandFlags.Of(pod);
        return Stated(Of(PodKey(pod), flags, ObjectText.List(flags["cluster-cidr"]), ObjectText.List(flags["service-cluster-ip-range"])));
    }

    /// <summary>
    /// Reads kubeadm's ClusterConfiguration out of its ConfigMap; <c>null</c> when there is none in it. kubeadm starts
    /// kube-controller-manager with <c>--allocate-node-cidrs=true --cluster-cidr=podSubnet</c> when podSubnet is given
    /// (cmd/kubeadm/app/phases/controlplane/manifests.go), and <c>extraArgs</c> overrule it.
    /// </summary>
    public static ControlPlaneSettings? OfKubeadm(JsonObject configMap)
    {
        if (Configuration(configMap.Text("data", "ClusterConfiguration")) is not { } configuration)
            return null;
        var manager = CommandFlags.OfExtraArgs(configuration.At("controllerManager", "extraArgs"));
        var server = CommandFlags.OfExtraArgs(configuration.At("apiServer", "extraArgs"));
        var pods = ObjectText.List(manager["cluster-cidr"] ?? configuration.Text("networking", "podSubnet"));
        var services = ObjectText.List(server["service-cluster-ip-range"] ?? configuration.Text("networking", "serviceSubnet"));
        var settings = Of(new ObjectKey("v1", "ConfigMap", Namespace, KubeadmConfig), manager, pods, services);
        return Stated(
            settings with
            {
                AllocatesNodeCidrs = settings.AllocatesNodeCidrs
                    ?? (configuration.Text("networking", "podSubnet") is { Length: > 0 } ? true : null),
            }
        );
    }

    private static ControlPlaneSettings Of(ObjectKey source, CommandFlags flags, IReadOnlyList<string> pods, IReadOnlyList<string> services)
    {
        // --node-cidr-mask-size is of the only family that there is; zero means not given (setNodeCIDRMaskSizes of
        // kube-controller-manager).
        var single = Size(flags["node-cidr-mask-size"]);
        var isIpv6 = pods.Count == 1 && ObjectText.Network(pods[0]) is { Family: IpFamily.IPv6 };
        return new ControlPlaneSettings(source)
        {
            PodCidrs = pods,
            ServiceCidrs = services,
            NodeMaskIpv4 = isIpv6 ? null : single ?? Size(flags["node-cidr-mask-size-ipv4"]),
            NodeMaskIpv6 = (isIpv6 ? single : null) ?? Size(flags["node-cidr-mask-size-ipv6"]),
            AllocatesNodeCidrs = flags.Switch("allocate-node-cidrs"),
        };
    }

    private static ControlPlaneSettings? Stated(ControlPlaneSettings settings) =>
        settings is { PodCidrs.Count: 0, ServiceCidrs.Count: 0, NodeMaskIpv4: null, NodeMaskIpv6: null, AllocatesNodeCidrs: null }
            ? null
            : settings;

    private static int? Size(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= 128 ? size : null;

    private static JsonObject? Configuration(string? yaml)
    {
        try
        {
            return yaml is null
                ? null
                : YamlReader
                    .Read(yaml, KubeadmConfig)
                    .Select(d => d.Root)
                    .OfType<JsonObject>()
                    .FirstOrDefault(c => c.Text("kind") == "ClusterConfiguration");
        }
        catch (DocumentException)
        {
            // kubeadm itself would not read it either; the rest of the cluster still says what it says.
            return null;
        }
    }
}
