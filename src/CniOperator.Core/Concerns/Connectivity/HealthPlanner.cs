using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rendering.Agents;
using CniOperator.Health.Graph;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>From spec and cluster to how the network is watched.</summary>
public static class HealthPlanner
{
    // The times of docs/health.md, for rounds of this length.
    private const double UsualRound = 10;

    private static readonly TimeSpan LongestJoining = TimeSpan.FromMinutes(2);

    /// <summary>The plan; <c>null</c> when the network is not to be watched, or cannot be by this process.</summary>
    public static HealthPlan? Of(Facts facts, DesiredState desired)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(desired);
        if (
            !desired.WantsAgents
            || facts is not { Agents: not null, AgentKeys: { } keys, Active: null, Network.Deleting: false }
            || desired.Spec?.Spec is not { } spec
        )
            return null;
        var rendering = desired.DefaultNetwork!.Rendering;
        return new HealthPlan
        {
            Network = facts.Network.Name,
            Keys = keys,
            Probing = Probing(spec.Health, rendering.Mtu ?? 0),
            Graph = new GraphSettings { PeersPerNode = spec.Health.PeersPerNode },
            Expected = Expected(spec, rendering),
            Judging = Judging(spec.Health),
            CanaryService = AddressesOf(facts, AgentNames.CanaryService),
            LocalCanaryService = AddressesOf(facts, AgentNames.LocalCanaryService),
            LocalEchoService = AddressesOf(facts, AgentNames.LocalEchoService),
        };
    }

    private static ProbeSettings Probing(HealthSettings health, int mtu)
    {
        var usual = new ProbeSettings();
        return usual with
        {
            Interval = TimeSpan.FromSeconds(health.IntervalSeconds),
            Timeout = Least(usual.Timeout, TimeSpan.FromSeconds(0.3 * health.IntervalSeconds)),
            FullSizeEvery = Scaled(usual.FullSizeEvery, health),
            BulkEvery = Scaled(usual.BulkEvery, health),
            ReportEvery = Scaled(usual.ReportEvery, health),
            PodMtu = mtu,
        };
    }

    private static VerdictSettings Judging(HealthSettings health)
    {
        var (usual, period) = (new VerdictSettings(), AgentRenderer.ProbePeriod(health));
        return usual with
        {
            Round = TimeSpan.FromSeconds(health.IntervalSeconds),
            SilentAfter = Scaled(usual.SilentAfter, health),
            Settling = Scaled(usual.Settling, health),
            ClearAfter = Scaled(usual.ClearAfter, health),
            Joining = Least(LongestJoining, Scaled(usual.Joining, health)),
            Kubelet = usual.Kubelet with
            {
                // A second more than two periods and a half, which counts where periods are short.
                Witness = Most(Times(usual.Kubelet.Witness, period), TimeSpan.FromSeconds(2.5 * period + 1)),
                Stopped = Most(Times(usual.Kubelet.Stopped, period), TimeSpan.FromSeconds(6 * period + 1)),
            },
        };
    }

    private static HealthExpectations Expected(ClusterNetworkSpec spec, RenderResult rendering) =>
        new()
        {
            Families =
            [
                .. spec
                    .PodNetwork.Cidrs.Select(c => c.Contains(':', StringComparison.Ordinal) ? AddressFamily.IPv6 : AddressFamily.IPv4)
                    .Distinct(),
            ],
            PodMtu = rendering.Mtu ?? 0,
            PolicyEnforced = rendering.EnforcesNetworkPolicy,
            // Whether it does is not read from the spec: no probe leaves the cluster, and so it stays unknown.
            Masquerades = true,
        };

    private static AddressPair AddressesOf(Facts facts, ObjectKey service) =>
        AddressPair.Of(facts.Live.GetValueOrDefault(service)?["spec"].Texts("clusterIPs") ?? []);

    private static TimeSpan Scaled(TimeSpan usual, HealthSettings health) => Times(usual, health.IntervalSeconds);

    private static TimeSpan Times(TimeSpan usual, double seconds) => usual * (seconds / UsualRound);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
