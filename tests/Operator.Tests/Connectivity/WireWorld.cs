using CniOperator.Agent.Network;
using CniOperator.Agent.Probing;
using CniOperator.Agent.Rounds;
using CniOperator.Agent.Running;
using CniOperator.Commands.Sandbox.Wire;
using CniOperator.Connectivity.Observing;
using CniOperator.Core.Connectivity;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Client.Resources;
using Moq;

namespace CniOperator.Operator.Tests.Connectivity;

/// <summary>Five nodes with real agents on the sandbox's wire, kubelets, a DNS, and the real monitor; in virtual time.</summary>
internal sealed class WireWorld : IDisposable
{
    internal const int Count = 5;
    private const int Failures = 3;

    private readonly VirtualTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int[] _failed = new int[Count + 1];
    private readonly DateTimeOffset[] _leases = new DateTimeOffset[Count + 1];
    private readonly WireHub _hub;
    private readonly List<string> _log = [];
    private double _kubelets;

    internal WireWorld()
    {
        Cluster = new WatchedCluster(Count, _time.Clock);
        Cluster
            .Informers.Of<Unstructured>("endpointslices")
            .Put(
                new Unstructured(
                    Lab.Json(
                        """{"metadata":{"name":"dns"},"ports":[{"port":53,"protocol":"UDP"}],"endpoints":[{"addresses":["10.244.1.53"],"conditions":{"ready":true}}]}"""
                    )
                )
            );
        Cluster.Plan = Cluster.Plan with
        {
            Probing = Quick,
            Expected = Cluster.Plan.Expected with { PolicyEnforced = true },
            Judging = Judging,
        };
        Cluster
            .Client.Setup(c => c.FindAsync(It.IsAny<ResourceType<Unstructured>>(), It.IsAny<ObjectName>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((ResourceType<Unstructured> _, ObjectName name, CancellationToken _) => Lease(name.Name));
        Array.Fill(_leases, Sight.Start);
        _hub = new WireHub(Cluster.Link, seed: 1) { Map = Map() };
        _time.Run(() =>
        {
            Cluster.Monitor.Follow("default", Cluster.Plan);
            Running = Cluster.Monitor.RunAsync(_stop.Token);
            for (var node = 1; node <= Count; node++)
            {
                foreach (var role in Enum.GetValues<AgentRole>())
                    Start(new WirePlace($"node-{node}", role), node);
            }

            return 0;
        });
    }

    // As the fault lab has them.
    private static ProbeSettings Quick { get; } =
        new()
        {
            Interval = TimeSpan.FromSeconds(1),
            Timeout = TimeSpan.FromMilliseconds(300),
            FullSizeEvery = TimeSpan.FromSeconds(2),
            BulkEvery = TimeSpan.FromSeconds(2),
            ReportEvery = TimeSpan.FromSeconds(2),
            PodMtu = 1450,
        };

    private static VerdictSettings Judging { get; } =
        new()
        {
            Round = TimeSpan.FromSeconds(1),
            SilentAfter = TimeSpan.FromSeconds(6),
            Settling = TimeSpan.FromSeconds(3),
            ClearAfter = TimeSpan.FromSeconds(2),
            Kubelet = new KubeletLimits
            {
                Witness = TimeSpan.FromSeconds(4),
                Stopped = TimeSpan.FromSeconds(8),
                Lease = TimeSpan.FromSeconds(4),
            },
        };

    internal WatchedCluster Cluster { get; }

    internal Task Running { get; private set; } = Task.CompletedTask;

    internal IReadOnlyList<Verdict> Verdicts => Cluster.Published?.Judgement.Verdicts ?? [];

    internal WireFault? Fault { get; private set; }

    internal void Break(string name, string node)
    {
        Fault = WireFault.Of(name, node);
        _hub.Rules = new WireRules([Fault]);
    }

    /// <summary>What agents said last, and how those ended that did.</summary>
    internal IEnumerable<string> Log =>
        _log.Concat(_hub.Agents.Select(a => $"{a.Key} {a.Value.Running.Status} {a.Value.Running.Exception?.GetBaseException()}"));

    internal void Heal()
    {
        Fault = null;
        _hub.Rules = WireRules.Intact;
    }

    internal double? Until(Func<bool> holds, double seconds) => _time.Until(holds, seconds, Kubelets);

    public void Dispose()
    {
        _stop.Cancel();
        Cluster.Dispose();
        _stop.Dispose();
    }

    private static int Number(string node) => node[5] - '0';

    private Unstructured Lease(string node) =>
        new(Lab.Json($$$"""{"spec":{"renewTime":"{{{_leases[Number(node)]:yyyy-MM-ddTHH:mm:ss.ffffff}}}Z"}}"""));

    /// <summary>Each second every kubelet asks its canary, and renews its Lease.</summary>
    private void Kubelets(double passed)
    {
        if (_time.Clock.GetUtcNow() < Sight.Start.AddSeconds(_kubelets))
            return;
        _kubelets++;
        for (var node = 1; node <= Count; node++)
        {
            var (name, rules) = ($"node-{node}", _hub.Rules);
            if (Fault is { Name: WireFault.NodeDown } down && down.Node == name)
                continue;
            _leases[node] = _time.Clock.GetUtcNow();
            var wasReady = _failed[node] < Failures;
            _failed[node] = rules.KubeletReaches(name) ? 0 : Math.Min(Failures, _failed[node] + 1);
            if (_failed[node] == 0)
            {
                var canary = _hub.Agents[new WirePlace(name, AgentRole.Canary)];
                canary.Agent.Kubelet.Add(PeerAddress.Of($"192.0.2.{node}"), canary.Agent.Responder.Milliseconds);
            }

            var isReady = _failed[node] < Failures;
            if (isReady != wasReady)
                Cluster.Pods.Put(
                    AgentPod.Of(Sight.Pod(node, "canary", p => p["status"]!["conditions"]![0]!["status"] = isReady ? "True" : "False"))
                );
        }
    }

    private void Start(WirePlace place, int node)
    {
        var own = AddressPair.Of([Sight.Address(node, place.Role.ToString().ToLowerInvariant())]);
        ProbeEndpoint operation = new(PeerAddress.Of("192.0.2.250"), 8476);
        ProbeEndpoint relay = new(PeerAddress.Of($"192.0.2.{node}"), AgentNames.Port);
        IReadOnlyList<ProbeEndpoint> ways = place.IsHost ? [operation] : [operation, relay];
        var identity = new AgentIdentity(
            place.Role,
            place.Node,
            (ulong)(node * 10 + (int)place.Role),
            new Ports(AgentNames.Port, AgentNames.Port)
        );
        var keys = Cluster.Plan.Keys.Wire;
        var parts = new AgentParts(
            new WireNetwork(_hub, place, own),
            () => keys,
            () => ways,
            Nonces.Draw,
            _time.Clock,
            line => Say($"{place}: {line}")
        );
        _hub.Agents[place] = new WireAgent($"{place}", place, own, TimeSpan.FromSeconds(1), new NodeAgent(identity, parts));
    }

    private void Say(string line)
    {
        lock (_log)
            _log.Add($"{(_time.Clock.GetUtcNow() - Sight.Start).TotalSeconds:0.0} {line}");
    }

    private static WireMap Map()
    {
        var places = new Dictionary<PeerAddress, WirePlace>();
        for (var node = 1; node <= Count; node++)
        {
            foreach (var role in Enum.GetValues<AgentRole>())
                places[PeerAddress.Of(Sight.Address(node, role.ToString().ToLowerInvariant()))] = new WirePlace($"node-{node}", role);
        }

        return new WireMap
        {
            Places = places,
            Services = new Dictionary<PeerAddress, (AgentRole, bool)>
            {
                [PeerAddress.Of("10.96.0.20")] = (AgentRole.Canary, false),
                [PeerAddress.Of("10.96.0.21")] = (AgentRole.Canary, true),
                [PeerAddress.Of("10.96.0.22")] = (AgentRole.Echo, true),
            },
            Canaries = [.. Enumerable.Range(1, Count).Select(n => $"node-{n}")],
            DnsPods = new Dictionary<PeerAddress, WirePlace> { [PeerAddress.Of("10.244.1.53")] = new("node-1", default) },
            DnsService = new HashSet<PeerAddress> { PeerAddress.Of("10.96.0.10") },
            Operator = new HashSet<(PeerAddress, ushort)> { (PeerAddress.Of("192.0.2.250"), 8476) },
        };
    }
}
