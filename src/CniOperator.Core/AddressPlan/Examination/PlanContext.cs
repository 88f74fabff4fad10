using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>
/// A <see cref="PlanInput"/> with its texts read once for all rules. Networks that cannot be read are left out: one rule is about them.
/// </summary>
internal sealed class PlanContext
{
    private readonly Lazy<IReadOnlyList<ShareConflict>> _conflicts;
    private readonly Lazy<CapacityReport?> _capacity;
    private readonly Lazy<IReadOnlyList<NodeEntry>> _suspects;
    private readonly Lazy<PlanNodeStates> _states;
    private readonly Lazy<BlockIndex?> _blocks;
    private readonly Lazy<PoolService>[] _services;

    internal PlanContext(PlanInput input)
    {
        Input = input;
        var (pods, avoid) = (ReadAll(PlanFields.PodCidrs, Spec.PodNetwork.Cidrs), ReadAll(PlanFields.Avoid, Spec.PodNetwork.Avoid));
        var services = ReadAll(PlanFields.ServiceCidrs, Spec.ServiceNetwork?.Cidrs ?? []);
        Stated = [.. pods, .. avoid, .. services, .. input.Addon?.Stated ?? []];
        (Pods, Avoid, StatedServices) = (Readable(pods), Readable(avoid), Readable(services));
        Services = [.. StatedServices, .. input.Cluster.Services.Where(s => !StatedServices.Any(stated => stated.Network == s.Network))];
        var outside = Pools.Where(pool => pool.ForPods && !Pods.Any(pod => pod.Network.Contains(pool.Network)));
        PodSide = [.. Pods, .. outside.Select(pool => new SourcedNetwork(pool.Network, pool.Subject))];
        _conflicts = new Lazy<IReadOnlyList<ShareConflict>>(FindConflicts);
        _suspects = new Lazy<IReadOnlyList<NodeEntry>>(() => SuspectNodes.In(this));
        _capacity = new Lazy<CapacityReport?>(() => CapacityReport.Of(this));
        _services = new Lazy<PoolService>[]
        {
            new(() => PoolService.Of(this, IpFamily.IPv4)),
            new(() => PoolService.Of(this, IpFamily.IPv6)),
        };
        _blocks = new Lazy<BlockIndex?>(() => BlockIndex.Of(this));
        _states = new Lazy<PlanNodeStates>(() => NodeStateCounter.Count(this));
        ForeignPools = FromNodes ? [] : Foreign(input);
        FormerPods = Networks(input.Former?.PodNetwork.Cidrs ?? []);
    }

    internal PlanInput Input { get; }

    internal ClusterNetworkSpec Spec => Input.Spec;

    /// <summary>Every network of the spec and of the addon's pools, those that cannot be read too.</summary>
    internal IReadOnlyList<StatedNetwork> Stated { get; }

    /// <summary>The pod network.</summary>
    internal IReadOnlyList<SourcedNetwork> Pods { get; }

    /// <summary>The pod network, and pools outside of it: where pods' addresses may be.</summary>
    internal IReadOnlyList<SourcedNetwork> PodSide { get; }

    internal IReadOnlyList<SourcedNetwork> Avoid { get; }

    /// <summary>The Services' networks of the spec.</summary>
    internal IReadOnlyList<SourcedNetwork> StatedServices { get; }

    /// <summary>The Services' networks of the spec and of the cluster.</summary>
    internal IReadOnlyList<SourcedNetwork> Services { get; }

    internal IReadOnlyList<AddonPool> Pools => Input.Addon?.Pools ?? [];

    /// <summary>Enabled pools of the cluster that the spec does not have; empty when it has none at all.</summary>
    internal IReadOnlyList<LivePool> ForeignPools { get; }

    /// <summary>Pods get their addresses from Nodes' podCIDRs; taken for granted while no addon is known.</summary>
    internal bool FromNodes => Input.Addon?.FromNodes ?? true;

    /// <summary>As the addon is called in a sentence.</summary>
    internal string AddonName => Input.Addon?.Name ?? "the network";

    internal NodeIndex Nodes => Input.Cluster.Nodes ?? NodeIndex.Empty;

    /// <summary>Shares that touch another node's; of both families, by node.</summary>
    internal IReadOnlyList<ShareConflict> Conflicts => _conflicts.Value;

    /// <summary>Nodes whose podCIDRs are not all that the plan wants; by name.</summary>
    internal IReadOnlyList<NodeEntry> Suspects => _suspects.Value;

    /// <summary>How far the plan carries; <c>null</c> when the pod network is unreadable.</summary>
    internal CapacityReport? Capacity => _capacity.Value;

    /// <summary>Which of the addon's pools of a family serve which nodes.</summary>
    internal PoolService Service(IpFamily family) => _services[family == IpFamily.IPv4 ? 0 : 1].Value;

    /// <summary>The blocks that nodes took; <c>null</c> when that is not known.</summary>
    internal BlockIndex? Blocks => _blocks.Value;

    /// <summary>How many nodes are how far.</summary>
    internal PlanNodeStates States => _states.Value;

    /// <summary>The pod network of the spec that was applied last; empty when none was.</summary>
    internal IReadOnlyList<IpNetwork> FormerPods { get; }

    /// <summary>
    /// What a node lacks of its share is that node's matter: others have all that they need, and it does not lose anything by this spec
    /// that it had by the one before.
    /// </summary>
    internal bool IsAlone(NodeEntry node) => States.Allocated > 0 && !HadItsShare(node);

    /// <summary>As <see cref="IsAlone"/>, of a node that does not fit what the spec says: most do, so that the spec is right.</summary>
    internal bool IsException(NodeEntry node) => States.Allocated > States.Total / 2 && !HadItsShare(node);

    private bool HadItsShare(NodeEntry node) =>
        FormerPods.Count > 0 && (Input.FormerAddon is { FromNodes: false } former ? WasServed(node, former) : HadSubnets(node));

    private bool WasServed(NodeEntry node, AddonAddressing former) =>
        former.Pools.Count == 0 || PoolService.Serves(former.Pools, FormerPods, node.Node.Labels);

    private bool HadSubnets(NodeEntry node) =>
        !node.HasUnreadable
        && !node.HasTwoOfOneFamily
        && FormerPods.All(pods => (pods.Family == IpFamily.IPv4 ? node.Ipv4 : node.Ipv6) is { } share && pods.Contains(share));

    /// <summary>The pod network of a family; the first when there are more.</summary>
    internal IpNetwork? Pod(IpFamily family)
    {
        foreach (var pod in Pods)
            if (pod.Network.Family == family)
                return pod.Network;
        return null;
    }

    /// <summary>The prefix length of a node's share as the spec says it.</summary>
    internal int Mask(IpFamily family) => family == IpFamily.IPv4 ? Spec.PodNetwork.NodeMaskSizes.Ipv4 : Spec.PodNetwork.NodeMaskSizes.Ipv6;

    /// <summary>Whether shares of that size can be cut from the pod network of that family.</summary>
    internal bool CanCut(IpNetwork pod) => Mask(pod.Family) >= pod.PrefixLength && Mask(pod.Family) <= pod.Family.Width();

    /// <summary>Those of the texts that are networks.</summary>
    internal static IReadOnlyList<IpNetwork> Networks(IReadOnlyList<string> texts) =>
        [.. texts.Select(CidrText.Read).Where(r => r.IsNetwork).Select(r => r.Network)];

    private static List<StatedNetwork> ReadAll(FieldSubject list, IReadOnlyList<string> texts) =>
        [.. texts.Select((text, i) => new StatedNetwork(PlanFields.Entry(list, i), text, CidrText.Read(text)))];

    private static List<SourcedNetwork> Readable(List<StatedNetwork> stated) =>
        [.. stated.Where(s => s.Parsed.IsNetwork).Select(s => new SourcedNetwork(s.Parsed.Network, s.Subject))];

    private static IReadOnlyList<LivePool> Foreign(PlanInput input) =>
        input.Addon is { Pools: { Count: > 0 } own } && input.Cluster.Allocation.Pools is { } live
            ? [.. live.Where(l => !l.Disabled && !own.Any(p => p.Name == l.Name))]
            : [];

    private List<ShareConflict> FindConflicts()
    {
        var conflicts = ShareSweep.Run(Nodes.Shares(IpFamily.IPv4));
        conflicts.AddRange(ShareSweep.Run(Nodes.Shares(IpFamily.IPv6)));
        conflicts.Sort(ByNode);
        return conflicts;
    }

    private static int ByNode(ShareConflict a, ShareConflict b)
    {
        var byName = string.CompareOrdinal(a.Node.Name, b.Node.Name);
        if (byName != 0)
            return byName;
        var byShare = a.Share.CompareTo(b.Share);
        return byShare != 0 ? byShare : a.OtherShare.CompareTo(b.OtherShare);
    }
}
