using CniOperator.Connectivity.Observing;
using CniOperator.Core.Connectivity;
using CniOperator.Health.Collecting;
using CniOperator.Health.Graph;
using CniOperator.Health.Model;
using CniOperator.Health.Verdicts;

namespace CniOperator.Connectivity;

/// <summary>
/// One network that is watched: keeps graph and peer lists with the nodes as they come and go, and judges what agents report. Not safe for
/// several threads; knows no clock.
/// </summary>
/// <param name="desk">Where reports come in.</param>
/// <param name="plan">How it is watched.</param>
/// <param name="since">When that began.</param>
internal sealed class FollowedNetwork(ReportDesk desk, HealthPlan plan, DateTimeOffset since)
{
    /// <summary>Nodes that come or go together cost one new graph.</summary>
    private static readonly TimeSpan RingPause = TimeSpan.FromSeconds(1);

    private readonly List<ReceivedReport> _reports = [];
    private readonly LeaseQuestions _questions = new();
    private ProbeGraph _graph = ProbeGraph.Empty;
    private (long Ring, GraphSettings? Settings) _made;
    private DateTimeOffset? _ringChanged;
    private PeerBook _book = PeerBook.Empty;
    private (HealthPlan? Plan, ClusterSight? Sight) _listed;
    private VerdictState _state = VerdictState.Empty;
    private (HealthFacts Facts, HealthJudgement Judgement)? _judged;
    private JudgedConnectivity? _newest;

    /// <summary>How it is watched.</summary>
    internal HealthPlan Plan { get; private set; } = plan;

    /// <summary>What is published of it; <c>null</c> before the first judgement.</summary>
    internal ConnectivityFacts? Published { get; private set; }

    /// <summary>When what was judged last must be published, if it still stands then.</summary>
    internal DateTimeOffset DueAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>It is watched so from now on.</summary>
    internal void Adopt(HealthPlan plan) => Plan = plan;

    /// <summary>Brings the peer lists to what is seen now.</summary>
    internal void List(ClusterSight sight, DateTimeOffset now)
    {
        var isOtherGraph = MakeGraph(sight.Directory, now);
        if (!isOtherGraph && !IsNew(sight) && !_book.IsDue(now))
            return;
        _listed = (Plan, sight);
        var content = new BookContent
        {
            Graph = _graph,
            Nodes = sight.Directory.Desk,
            Settings = Plan.Probing,
            Targets = Targets(sight),
        };
        _book = PeerBook.Of(content, _book, now);
        desk.Open(Plan.Keys.Wire, _book);
    }

    /// <summary>Judges what is known now.</summary>
    /// <returns>Something was published.</returns>
    internal bool Judge(ClusterSight sight, LeaseBook leases, DateTimeOffset now)
    {
        _reports.Clear();
        desk.CopyReports(_reports, now - Plan.Judging.SilentAfter);
        var facts = new HealthFacts
        {
            Now = now,
            NodesAsOf = sight.NodesAsOf,
            Nodes = WithLeases(sight.Directory.Nodes, leases, now),
            Graph = _graph,
            Reports = _reports,
            Policies = sight.Policies,
            Expected = Plan.Expected with { ClusterDns = sight.IsDnsSeen ? sight.Dns is not null : Plan.Expected.ClusterDns },
            Settings = Plan.Judging,
        };
        var judgement = VerdictEngine.Judge(facts, _state);
        (_state, _judged, _newest) = (judgement.Next, (facts, judgement), null);
        var model = NetworkModelJudge.Judge(facts, judgement);
        _questions.Ask(facts, judgement, Plan, isYoung: now - since < Plan.Judging.SilentAfter);
        DueAt = Snapshots.DueAt(Published, judgement, model);
        if (now < DueAt)
            return false;
        Published = new ConnectivityFacts(judgement, model, now) { Since = since };
        DueAt = DateTimeOffset.MaxValue;
        return true;
    }

    /// <summary>The nodes whose Lease would tell more.</summary>
    internal IReadOnlyList<string> Questions => _questions.Names;

    /// <summary>What was judged last. It is copied when someone asks: the reports are gathered in one list, again and again.</summary>
    internal JudgedConnectivity? Newest() =>
        _newest ??= _judged is var (facts, judgement)
            ? new JudgedConnectivity(Plan.Network, facts with { Reports = [.. facts.Reports] }, judgement)
            : null;

    private bool MakeGraph(DirectoryView view, DateTimeOffset now)
    {
        if (_made == (view.Ring, Plan.Graph))
            return false;
        _ringChanged ??= now;
        if (_made.Settings is not null && now - _ringChanged < RingPause)
            return false;
        _graph = ProbeGraph.Of(view.Nodes.Select(n => new GraphNode(n.Id, n.Zone)), Plan.Graph);
        (_made, _ringChanged) = ((view.Ring, Plan.Graph), null);
        return true;
    }

    private bool IsNew(ClusterSight sight) =>
        !ReferenceEquals(_listed.Plan, Plan)
        || _listed.Sight is not { } before
        || !ReferenceEquals(before.Directory.Desk, sight.Directory.Desk)
        || before.Dns != sight.Dns
        || before.IsDnsSeen != sight.IsDnsSeen
        || before.DnsName != sight.DnsName
        || !ReferenceEquals(before.DnsPods, sight.DnsPods);

    private TargetAddresses Targets(ClusterSight sight) =>
        new()
        {
            Port = AgentNames.Port,
            DeniedPort = Plan.Expected.PolicyEnforced ? AgentNames.DeniedPort : (ushort)0,
            CanaryService = Plan.CanaryService,
            LocalCanaryService = Plan.LocalCanaryService,
            LocalEchoService = Plan.LocalEchoService,
            DnsService = sight.Dns?.Service ?? default,
            DnsPort = sight.Dns?.Port ?? 53,
            DnsPods = sight.DnsPods,
            DnsName = sight.Dns is null ? "" : sight.DnsName,
        };

    private IReadOnlyList<NodeFacts> WithLeases(IReadOnlyList<NodeFacts> nodes, LeaseBook leases, DateTimeOffset now)
    {
        NodeFacts[]? known = null;
        for (var i = 0; i < nodes.Count; i++)
        {
            if (leases.Of(nodes[i].Name, Plan.Judging.Kubelet.Lease, now) is { } renewed)
                (known ??= [.. nodes])[i] = nodes[i] with { Lease = renewed };
        }

        return known ?? nodes;
    }
}
