using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// What calico-node leaves on its node when it starts: a kubeconfig for the CNI plugin, with a token of an account of its own. What it does
/// to its Node is <see cref="CalicoNodes"/>.
/// </summary>
internal sealed class CalicoDataplane : ISimulatedDataplane
{
    // What it writes to its Node depends on pools, and comes later.
    private static readonly NodeEffect Nothing = new("calico-node", new Dictionary<string, string>(), []);

    private const string Account = "calico-cni-plugin";
    private const string Kubeconfig = "/etc/cni/net.d/calico-kubeconfig";

    public string PluginType => "calico";

    public bool Runs(string imageName, JsonObject container) => container.PartName() == "calico-node";

    public ProcessStart Start(ProcessContext context) =>
        ProcessStart.Forever with
        {
            Effect = Nothing,
            Disk = context.Disk with { Files = context.Disk.Files.SetItem(Kubeconfig, AccountUid(context.View)) },
        };

    public string? AddFailure(NodeDisk disk, ClusterView view) =>
        disk.Files.GetValueOrDefault(Kubeconfig) is { Length: > 0 } uid && uid != AccountUid(view)
            ? "plugin type=\"calico\" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized"
        : PodRanges.FromPools(disk) && !PodRanges.Pools(view).Any() ? "plugin type=\"calico\" failed (add): no configured Calico pools"
        : null;

    private static string AccountUid(ClusterView view) => view.Get(Kinds.ServiceAccounts, "kube-system", Account)?.Uid() ?? "";
}
