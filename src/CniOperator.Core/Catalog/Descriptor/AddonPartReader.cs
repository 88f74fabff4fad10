using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>Reads the parts of a descriptor, each from its own mapping.</summary>
internal static class AddonPartReader
{
    internal static AddonVersion Version(DescriptorNode n) =>
        new(
            n.Text("version", "as upstream tags it"),
            n.TextMap("tags", "image key to tag"),
            n.Texts("features", "what this version can that others cannot; may be empty"),
            n.Text("minKubernetes", "the oldest Kubernetes that it is meant for")
        );

    internal static AddonImage Image(string key, DescriptorNode n) =>
        new(key, n.Text("repository", "registry and repository, without tag"), n.Text("description", "what runs from it"));

    internal static AddonCapabilities Capabilities(DescriptorNode n) =>
        new(
            n.Text("networkPolicy", "an expression: whether NetworkPolicies are enforced"),
            n.Text("encryption", "an expression: whether traffic between nodes is encrypted"),
            n.Flag("dualStack", "whether it can carry both IP families"),
            n.Flag("ipv6Only", "whether it can carry IPv6 alone"),
            n.OneOf("podSubnets", "where nodes' subnets come from", "node", "own")
        );

    internal static AddonAddresses Addressing(DescriptorNode n) =>
        new(
            n.OptionalText("fromNodes", "an expression: whether pods get addresses from Nodes' podCIDRs"),
            n.OptionalText("reservedPerNode", "an expression: how many addresses of a node's subnet are its own"),
            n.OptionalText("borrows", "an expression: whether nodes take addresses of each other's blocks"),
            n.OptionalText("refusesHostRoutes", "an expression: whether it refuses a pod network that overlaps a host's route"),
            n.OptionalText("canWiden", "an expression: whether the pod network can grow while it runs"),
            n.OptionalText("pools", "an expression: the list of its pools")
        )
        {
            BlocksPerNode = n.OptionalText("blocksPerNode", "an expression: how many blocks a node may take"),
            PoolObjects = n.Has("poolObjects") ? n.Node("poolObjects", "its pools as objects of the cluster", PoolObjects) : null,
            BlockObjects = n.Has("blockObjects") ? n.Node("blockObjects", "its blocks as objects of the cluster", BlockObjects) : null,
        };

    private static AddonPoolObjects PoolObjects(DescriptorNode n) =>
        new(
            n.Text("apiVersion", "their group and version"),
            n.Text("kind", "their kind"),
            n.Text("cidr", "the path of the network"),
            n.Text("blockSize", "the path of the prefix length of a block"),
            n.Text("disabled", "the path of the flag that no address is taken from it"),
            n.Text("nodeSelector", "the path of the selector of nodes")
        );

    private static AddonBlockObjects BlockObjects(DescriptorNode n) =>
        new(
            n.Text("apiVersion", "their group and version"),
            n.Text("kind", "their kind"),
            n.Text("cidr", "the path of the network"),
            n.Text("owner", "the path of whose it is"),
            n.Text("ownerPrefix", "what stands before the node's name there")
        );

    internal static AddonWorkload Workload(DescriptorNode n) =>
        new(
            new ObjectKey(
                n.Text("apiVersion", "its apiVersion"),
                n.Text("kind", "its kind"),
                n.Text("namespace", "its namespace"),
                n.Text("name", "its name")
            ),
            n.OptionalText("mainContainer", "the container that spec.placement.resources is for"),
            n.OptionalText("when", "an expression: whether it is there"),
            n.Has("fileAccounts") ? n.Texts("fileAccounts", "the accounts of which it writes a token to its node") : []
        );

    internal static AddonLookup Lookup(DescriptorNode n) =>
        new(
            n.Text("id", "what templates call it"),
            new ObjectKey("apps/v1", "DaemonSet", n.Text("namespace", "the DaemonSet's namespace"), n.Text("name", "the DaemonSet's name"))
        );

    internal static AddonLeftovers Leftovers(DescriptorNode n) =>
        new(
            n.Texts("interfaces", "network interfaces"),
            n.Texts("files", "files and folders"),
            n.Texts("iptablesChains", "chains as table/chain"),
            n.Texts("nftablesTables", "tables as family table"),
            n.Texts("nodeAnnotations", "annotations of Nodes"),
            n.Texts("notes", "what no list can say")
        );

    internal static AddonRule Rule(DescriptorNode n) =>
        new(
            new Rule(
                n.Text("id", "its stable id"),
                n.OneOf("severity", "how much it matters", "info", "warning", "error") switch
                {
                    "error" => Severity.Error,
                    "warning" => Severity.Warning,
                    _ => Severity.Info,
                },
                RuleArea.Addon
            ),
            n.OptionalText("each", "an expression that gives a list: the rule is asked of each entry, as it"),
            n.Text("when", "an expression: whether it applies"),
            n.Text("subject", "the field of the ClusterNetwork"),
            n.Text("message", "what is wrong and why"),
            n.Text("fix", "what to do")
        );

    internal static AddonSecret Secret(DescriptorNode n) =>
        new(
            n.Text("id", "what templates call it"),
            n.Text("parameter", "the path of the reference in the parameters"),
            n.Text("required", "an expression: whether there must be one"),
            n.Integer("minLength", "the least number of characters"),
            n.Text("description", "what it holds")
        );

    internal static NodeReadiness Readiness(DescriptorNode n) =>
        new(n.Text("conditionReason", "the reason of NetworkUnavailable=False"), n.Texts("files", "files that are there then"));

    internal static CniFile Cni(DescriptorNode n) =>
        new(
            n.Text("file", "its name in /etc/cni/net.d"),
            n.Text("networkName", "the network's name in it"),
            n.Texts("neededPlugins", "plugins that must be there already")
        )
        {
            ConfigurationDirectory = n.OptionalText("configurationDirectory", "an expression: the directory that it writes the file to"),
            BinaryDirectory = n.OptionalText("binaryDirectory", "an expression: the directory that it writes plugins to"),
            Setting = n.OptionalText("setting", "the field of the ClusterNetwork that sets both") ?? "",
            OwnPlugins = n.Has("ownPlugins") ? n.Texts("ownPlugins", "plugins that it brings itself, by type") : [],
        };
}
