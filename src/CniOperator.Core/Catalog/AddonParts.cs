using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Catalog;

/// <summary>One version of an addon.</summary>
/// <param name="Version">As upstream tags it: <c>v0.28.9</c>.</param>
/// <param name="Tags">Image key to tag.</param>
/// <param name="Features">Names that templates ask for: what this version can that others cannot.</param>
/// <param name="MinKubernetes">The oldest Kubernetes that it is meant for: <c>1.29</c>.</param>
public sealed record AddonVersion(
    string Version,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> Features,
    string MinKubernetes
);

/// <summary>One image of an addon.</summary>
/// <param name="Key">What <c>spec.images.overrides</c> calls it.</param>
/// <param name="Repository">Registry and repository, without tag.</param>
/// <param name="Description">What runs from it.</param>
public sealed record AddonImage(string Key, string Repository, string Description);

/// <summary>What an addon can do.</summary>
/// <param name="NetworkPolicy">A Scriban expression: true when NetworkPolicies are enforced.</param>
/// <param name="Encryption">A Scriban expression: true when traffic between nodes is encrypted.</param>
/// <param name="DualStack">Whether it can carry both IP families.</param>
/// <param name="Ipv6Only">Whether it can carry IPv6 alone.</param>
/// <param name="PodSubnets"><c>node</c>: from <c>node.spec.podCIDRs</c>; <c>own</c>: from its own address management.</param>
public sealed record AddonCapabilities(string NetworkPolicy, string Encryption, bool DualStack, bool Ipv6Only, string PodSubnets);

/// <summary>How an addon hands out addresses: Scriban expressions, each absent where the usual holds.</summary>
/// <param name="FromNodes">Whether pods get theirs from <c>node.spec.podCIDRs</c>; what <see cref="AddonCapabilities.PodSubnets"/> says when absent.</param>
/// <param name="ReservedPerNode">How many addresses of a node's subnet are its own; 0 when absent.</param>
/// <param name="Borrows">Whether a node without a block takes single addresses of others' blocks; false when absent.</param>
/// <param name="RefusesHostRoutes">Whether it refuses to start when the pod network overlaps a route of the host; false when absent.</param>
/// <param name="CanWiden">Whether the pod network can be widened, and a family added, while it runs; true when absent.</param>
/// <param name="Pools">Its pools, a list of objects with <c>name</c>, <c>cidr</c>, <c>blockSize</c>, <c>subject</c> and <c>forPods</c>; none when absent.</param>
public sealed record AddonAddresses(
    string? FromNodes,
    string? ReservedPerNode,
    string? Borrows,
    string? RefusesHostRoutes,
    string? CanWiden,
    string? Pools
);

/// <summary>The ways in which an addon moves packets.</summary>
/// <param name="Select">A Scriban expression that gives the chosen one's name.</param>
/// <param name="OptionsIn">The parameter whose fields are options that some backends have and others lack; <c>null</c> when there is none.</param>
/// <param name="SharedOptions">Fields of it that every backend has.</param>
/// <param name="All">All of them.</param>
public sealed record AddonBackends(string Select, string? OptionsIn, IReadOnlyList<string> SharedOptions, IReadOnlyList<AddonBackend> All);

/// <summary>One way of moving packets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is and when to take it.</param>
/// <param name="Families">The IP families that it carries: <c>ipv4</c>, <c>ipv6</c>.</param>
/// <param name="Overhead">Bytes that it adds to every packet.</param>
/// <param name="Options">The options that it has.</param>
/// <param name="Lacks">Option to the reason why this backend lacks it.</param>
/// <param name="Ports">Ports and protocols that must pass between nodes.</param>
/// <param name="Requirements">What nodes and network must bring.</param>
public sealed record AddonBackend(
    string Name,
    string Description,
    IReadOnlyList<string> Families,
    EncapsulationOverhead Overhead,
    IReadOnlyList<string> Options,
    IReadOnlyDictionary<string, string> Lacks,
    IReadOnlyList<AddonPort> Ports,
    IReadOnlyList<AddonRequirement> Requirements
);

/// <summary>Bytes that encapsulation adds to a packet.</summary>
/// <param name="Ipv4">Between nodes that talk IPv4.</param>
/// <param name="Ipv6">Between nodes that talk IPv6.</param>
/// <param name="Extra">More bytes under a condition.</param>
public sealed record EncapsulationOverhead(int Ipv4, int Ipv6, IReadOnlyList<ExtraOverhead> Extra);

/// <summary>Bytes that are added under a condition.</summary>
/// <param name="When">A Scriban expression.</param>
/// <param name="Bytes">How many.</param>
public sealed record ExtraOverhead(string When, int Bytes);

/// <summary>A port or protocol on every node.</summary>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c>, or an IP protocol such as <c>ESP</c>.</param>
/// <param name="Port">A Scriban expression that gives the number; <c>null</c> for protocols without ports.</param>
/// <param name="Scope"><c>nodes</c>: from every other node; <c>host</c>: used on the node itself.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="When">A Scriban expression; <c>null</c> for always.</param>
public sealed record AddonPort(string Protocol, string? Port, string Scope, string Purpose, string? When);

/// <summary>A workload whose rollout is watched.</summary>
/// <param name="Key">The object.</param>
/// <param name="MainContainer">The container that <c>spec.placement.resources</c> is for; <c>null</c> for none.</param>
/// <param name="When">A Scriban expression; <c>null</c> when it is always there.</param>
public sealed record AddonWorkload(ObjectKey Key, string? MainContainer, string? When);

/// <summary>How to know that a node's dataplane is up, apart from its pod.</summary>
/// <param name="ConditionReason">The reason of the Node's condition <c>NetworkUnavailable=False</c>.</param>
/// <param name="Files">Files that are there then.</param>
public sealed record NodeReadiness(string ConditionReason, IReadOnlyList<string> Files);

/// <summary>The CNI configuration that an addon writes on nodes.</summary>
/// <param name="File">The file's name in <c>/etc/cni/net.d</c>.</param>
/// <param name="NetworkName">The network's name in it.</param>
/// <param name="NeededPlugins">Reference plugins that must already be in <c>/opt/cni/bin</c>.</param>
public sealed record CniFile(string File, string NetworkName, IReadOnlyList<string> NeededPlugins);

/// <summary>What stays on nodes after an addon is gone; names may end in <c>*</c>.</summary>
/// <param name="Interfaces">Network interfaces.</param>
/// <param name="Files">Files and folders, the CNI configuration first.</param>
/// <param name="IptablesChains">Chains as <c>table/chain</c>.</param>
/// <param name="NftablesTables">Tables as <c>family table</c>.</param>
/// <param name="NodeAnnotations">Annotations of Nodes.</param>
/// <param name="Notes">What no list can say.</param>
public sealed record AddonLeftovers(
    IReadOnlyList<string> Interfaces,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> IptablesChains,
    IReadOnlyList<string> NftablesTables,
    IReadOnlyList<string> NodeAnnotations,
    IReadOnlyList<string> Notes
);

/// <summary>Something that nodes, cluster or network must bring.</summary>
/// <param name="Kind"><c>kernel</c>, <c>module</c>, <c>plugin</c>, <c>network</c>, <c>cluster</c>, <c>arch</c>, <c>cloud</c> or <c>device</c>.</param>
/// <param name="Text">What it is.</param>
public sealed record AddonRequirement(string Kind, string Text);

/// <summary>A combination that cannot work, or that deserves a word.</summary>
/// <param name="Rule">The rule that its findings name.</param>
/// <param name="Each">A Scriban expression that gives a list: the rule is asked of each entry, as <c>it</c>; <c>null</c> to ask it once.</param>
/// <param name="When">A Scriban expression: true when the finding applies.</param>
/// <param name="Subject">A Scriban text: the field of the ClusterNetwork.</param>
/// <param name="Message">A Scriban text: what is wrong and why.</param>
/// <param name="Fix">A Scriban text: what to do.</param>
public sealed record AddonRule(Rule Rule, string? Each, string When, string Subject, string Message, string Fix);

/// <summary>A Secret that parameters may refer to by <c>{name, key}</c>, always in the operator's namespace.</summary>
/// <param name="Id">What templates call it: <c>secrets.psk</c>.</param>
/// <param name="Parameter">The path of the reference in the parameters: <c>backend.pskSecretRef</c>.</param>
/// <param name="Required">A Scriban expression: true when there must be one.</param>
/// <param name="MinLength">The least number of characters of its value.</param>
/// <param name="Description">What it holds.</param>
public sealed record AddonSecret(string Id, string Parameter, string Required, int MinLength, string Description);

/// <summary>A DaemonSet of somebody else's that an addon must know about, because it does the same work or is needed.</summary>
/// <param name="Id">What templates call it: <c>facts.lookups.kube_proxy</c>.</param>
/// <param name="Key">The DaemonSet.</param>
public sealed record AddonLookup(string Id, ObjectKey Key);
