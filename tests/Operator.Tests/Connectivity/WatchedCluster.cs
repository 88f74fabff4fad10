using CniOperator.Connectivity;
using CniOperator.Connectivity.Observing;
using CniOperator.Controllers;
using CniOperator.Core.Connectivity;
using CniOperator.Health.Graph;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Leadership;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CniOperator.Operator.Tests.Connectivity;

/// <summary>A monitor over caches and agents that a test moves by hand, with a clock that stands still until it is moved.</summary>
internal sealed class WatchedCluster : IDisposable
{
    private readonly byte[] _answer = new byte[WireFormat.MaxBytes];

    internal WatchedCluster(int count, FakeTimeProvider? clock = null)
    {
        Clock = clock ?? new FakeTimeProvider(Sight.Start);
        for (var i = 1; i <= count; i++)
            Join(i);
        Services.Put(
            new Unstructured(
                Lab.Json(
                    """{"metadata":{"name":"kube-dns","namespace":"kube-system"},"spec":{"clusterIP":"10.96.0.10","ports":[{"port":53,"protocol":"UDP"}]}}"""
                )
            )
        );
        Monitor = new ConnectivityMonitor(
            Informers,
            Client.Object,
            Leadership,
            new ReconcileSignal(),
            new MonitorInputs(NodeResource.Type, () => ++_drawn) { Link = Link },
            Clock,
            NullLogger<ConnectivityMonitor>.Instance
        );
    }

    private ulong _drawn = 100;

    internal FakeTimeProvider Clock { get; }

    internal ReportLink Link { get; } = new(new AgentSettings("image", [], []));

    internal FakeInformers Informers { get; } = new();

    internal FakeInformer<Unstructured> Nodes => Informers.Of<Unstructured>("nodes");

    internal FakeInformer<AgentPod> Pods => Informers.Of<AgentPod>("pods");

    internal FakeInformer<Unstructured> Services => Informers.Of<Unstructured>("services");

    internal Mock<IApiClient> Client { get; } = new();

    internal FakeLeadership Leadership { get; } = new();

    internal ConnectivityMonitor Monitor { get; }

    internal List<(HandAgent Canary, HandAgent Prober)> Agents { get; } = [];

    internal HealthPlan Plan { get; set; } =
        new()
        {
            Network = "default",
            Keys = AgentKeys.New([.. Enumerable.Repeat((byte)9, 32)]),
            Probing = new ProbeSettings { PodMtu = 1450 },
            Graph = new GraphSettings(),
            Expected = new HealthExpectations { PodMtu = 1450 },
            Judging = new VerdictSettings(),
            CanaryService = AddressPair.Of(["10.96.0.20"]),
            LocalCanaryService = AddressPair.Of(["10.96.0.21"]),
            LocalEchoService = AddressPair.Of(["10.96.0.22"]),
        };

    internal ConnectivityFacts? Published => Monitor.Of("default");

    internal void Join(int node)
    {
        Nodes.Put(new Unstructured(Sight.Node(node)));
        foreach (var role in new[] { "canary", "echo", "prober" })
            Pods.Put(AgentPod.Of(Sight.Pod(node, role)));
        Agents.Add((New(node, AgentRole.Canary), New(node, AgentRole.Prober)));
    }

    internal byte[] Ask(byte[] datagram) => _answer[..Monitor.Answer(datagram, _answer)];

    /// <summary>Follows the plan, and agents ask for their lists.</summary>
    internal void Start()
    {
        Monitor.Follow("default", Plan);
        Monitor.Look();
        foreach (var (canary, prober) in Agents)
        {
            canary.AskForPeers();
            prober.AskForPeers();
        }
    }

    /// <summary>Every agent but some reports.</summary>
    internal void Report(params int[] silent)
    {
        for (var i = 0; i < Agents.Count; i++)
        {
            if (silent.Contains(i + 1))
                continue;
            Agents[i].Canary.Report();
            Agents[i].Prober.Report();
        }
    }

    /// <summary>Time passes, with a look each half second.</summary>
    /// <returns>How often something was published.</returns>
    internal int Pass(double seconds)
    {
        var published = 0;
        for (var passed = 0.0; passed < seconds; passed += 0.5)
        {
            Clock.Advance(TimeSpan.FromSeconds(0.5));
            published += Monitor.Look() ? 1 : 0;
        }

        return published;
    }

    /// <summary>No pod reaches another from or to a node, as with a blocked overlay.</summary>
    internal void Block(int node, bool blocked = true)
    {
        var victim = Health.NodeId.Of($"uid-{node}");
        for (var i = 0; i < Agents.Count; i++)
        {
            var isVictim = i + 1 == node;
            bool Fails(Health.Probes.ProbeKind kind, Health.NodeId target) =>
                blocked
                && kind
                    is Health.Probes.ProbeKind.PodToPod
                        or Health.Probes.ProbeKind.PodToPodFullSize
                        or Health.Probes.ProbeKind.HostToRemotePod
                && (isVictim || target == victim);
            (Agents[i].Canary.Fails, Agents[i].Prober.Fails) = (Fails, Fails);
        }
    }

    public void Dispose() => Monitor.Dispose();

    private HandAgent New(int node, AgentRole role) => new(node, role, Plan.Keys.Wire, Ask);

    internal sealed class FakeLeadership : ILeadership
    {
        public bool IsLeader { get; set; } = true;

        public CancellationToken LeadershipLost => CancellationToken.None;

        public Task WhenLeaderAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
