using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Pipeline;

/// <summary>What stays when a network is removed: on every node, in the order in which one cleans it, and in the cluster.</summary>
/// <param name="Network">The ClusterNetwork's name.</param>
/// <param name="Provider">The addon's name.</param>
/// <param name="OnNodes">What stays on every node on which it ran; empty groups are left out.</param>
/// <param name="Notes">What no list can say.</param>
/// <param name="InCluster">Objects that are never deleted.</param>
public sealed record Leftovers(
    string Network,
    string Provider,
    IReadOnlyList<LeftoverGroup> OnNodes,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> InCluster
)
{
    /// <summary>Those of a network.</summary>
    /// <param name="network">The ClusterNetwork's name.</param>
    /// <param name="addon">Its addon; <c>null</c> when the catalog has none such.</param>
    /// <param name="kept">Objects that are never deleted.</param>
    public static Leftovers Of(string network, Addon? addon, IEnumerable<ObjectKey> kept) =>
        new(
            network,
            addon?.Name ?? "",
            addon is null ? [] : [.. Groups(addon.Leftovers).Where(g => g.Entries.Count > 0)],
            addon?.Leftovers.Notes ?? [],
            [.. kept.Select(k => k.ToString()).Order(StringComparer.Ordinal)]
        );

    /// <summary>Of objects, those that are never deleted: Namespaces, definitions and what pods fill.</summary>
    public static bool Stays(ObjectKey key, JsonObject json) =>
        key.Kind is "Namespace" or "CustomResourceDefinition"
        || json.Text("metadata", "annotations", ClusterNetworkApi.KeepAnnotation) == "true";

    /// <summary>The same for programs.</summary>
    public JsonObject ToJson() =>
        new()
        {
            ["network"] = Network,
            ["provider"] = Provider,
            ["onNodes"] = new JsonObject(OnNodes.Select(g => KeyValuePair.Create(g.Key, (JsonNode?)List(g.Entries)))),
            ["notes"] = List(Notes),
            ["inCluster"] = List(InCluster),
        };

    // The CNI file first, because runtimes take the first of them; links last, because rules name them.
    private static LeftoverGroup[] Groups(AddonLeftovers all) =>
        [
            new("files", "files", "rm -r", all.Files),
            new("iptablesChains", "iptables chains", "iptables -t TABLE -F and -X, after the rules that jump there", all.IptablesChains),
            new("nftablesTables", "nftables tables", "nft delete table", all.NftablesTables),
            new("interfaces", "interfaces", "ip link delete", all.Interfaces),
            new("nodeAnnotations", "annotations of the Node", "kubectl annotate node NODE KEY-", all.NodeAnnotations),
        ];

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
