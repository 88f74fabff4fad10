using CniOperator.Agent.Probing;
using CniOperator.Agent.Rounds;
using CniOperator.Agent.Running;
using CniOperator.Connectivity;
using CniOperator.Core.Connectivity;
using CniOperator.Health.Wire;
using CniOperator.Sandbox;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>
/// Health agents for the embedded cluster: for each of their pods that runs, a real agent in this process, on a simulated wire. What
/// is broken on the wire is broken in the cluster too, as far as it shows there.
/// </summary>
internal sealed class ClusterWire : IAsyncDisposable
{
    /// <summary>How often what the cluster has is brought to the wire.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    // Of a pod's interface beneath VXLAN on a link of 1,500 bytes.
    private const int Mtu = 1450;

    private static readonly ResourceName Secrets = new("", "secrets");

    private readonly SandboxCluster _cluster;
    private readonly WireHub _hub;
    private readonly WireMaps _maps;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<(WireFault Fault, Action End)> _faults = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile WireKeys? _keys;
    private volatile bool _hasChanged = true;

    internal ClusterWire(SandboxCluster cluster, ReportLink link, TimeProvider time, int seed = 1)
    {
        (_cluster, _time) = (cluster, time);
        _hub = new WireHub(link, seed);
        _maps = new WireMaps(cluster.State, link.Agents);
        cluster.State.Changed += OnChanged;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Agents that run.</summary>
    internal int Count => _hub.Agents.Count;

    /// <summary>Breaks something until it is disposed of.</summary>
    internal IDisposable Inject(WireFault fault)
    {
        var end = Apply(fault);
        lock (_gate)
        {
            _faults.Add((fault, end));
            _hub.Rules = new WireRules([.. _faults.Select(f => f.Fault)]);
        }

        return new Healing(() => Heal(fault));
    }

    public async ValueTask DisposeAsync()
    {
        _cluster.State.Changed -= OnChanged;
        await _stop.CancelAsync();
        await _running;
        foreach (var agent in _hub.Agents.Values)
            await agent.DisposeAsync();
        _stop.Dispose();
    }

    private void OnChanged(StateChange change)
    {
        if (change.Resource.Plural is "pods" or "secrets" or "services" or "nodes" or "endpointslices")
            _hasChanged = true;
    }

    private async Task RunAsync()
    {
        var probed = new Dictionary<WirePlace, long>();
        using var timer = new PeriodicTimer(Look, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (_hasChanged)
                    await FollowAsync();
                foreach (var agent in _hub.Agents.Values)
                    Probe(agent, probed);
            }
        }
        catch (OperationCanceledException)
        {
            // The cluster ends.
        }
    }

    private async Task FollowAsync()
    {
        _hasChanged = false;
        _keys = AgentKeys.Of(_cluster.State.Get(Secrets, AgentNames.Keys.Namespace, AgentNames.Keys.Name))?.Wire ?? _keys;
        var pods = _maps.Pods();
        _hub.Map = _maps.Map(pods);
        foreach (var (place, agent) in _hub.Agents)
        {
            if (pods.Any(p => p.Place == place && p.Uid == agent.Pod))
                continue;
            _hub.Agents.TryRemove(place, out _);
            await agent.DisposeAsync();
        }

        if (_keys is null)
            return;
        foreach (var pod in pods)
        {
            if (!_hub.Agents.ContainsKey(pod.Place))
                _hub.Agents[pod.Place] = Start(pod);
        }
    }

    private WireAgent Start(WirePod pod)
    {
        var ways = _maps.Ways(pod);
        var network = new WireNetwork(_hub, pod.Place, pod.Own);
        var identity = new AgentIdentity(pod.Place.Role, pod.Place.Node, Nonces.Draw(), new Ports(AgentNames.Port, AgentNames.Port));
        var parts = new AgentParts(network, () => _keys!, () => ways, Nonces.Draw, _time, _ => { }) { OwnMtu = () => Mtu };
        return new WireAgent(pod.Uid, pod.Place, pod.Own, pod.ProbePeriod, new NodeAgent(identity, parts));
    }

    /// <summary>What the kubelet does to a canary.</summary>
    private void Probe(WireAgent agent, Dictionary<WirePlace, long> probed)
    {
        var now = _time.GetTimestamp();
        if (
            !agent.Place.IsCanary
            || (probed.TryGetValue(agent.Place, out var last) && _time.GetElapsedTime(last, now) < agent.ProbePeriod)
            || !_hub.Rules.KubeletReaches(agent.Place.Node)
        )
            return;
        probed[agent.Place] = now;
        agent.Agent.Kubelet.Add(agent.Own.IPv4, agent.Agent.Responder.Milliseconds);
    }

    private Action Apply(WireFault fault)
    {
        switch (fault.Name)
        {
            case WireFault.NodeDown:
                _cluster.Nodes.Stop(fault.Node);
                return () => _cluster.Nodes.Start(fault.Node);
            case WireFault.KubeletBlocked or WireFault.VethGone:
                var canary = AgentNames.DaemonSets[0].Name;
                return _cluster.Nodes.Inject(new NodeFault(NodeFaultKind.NeverReady) { Node = fault.Node, Pod = canary }).Dispose;
            default:
                return () => { };
        }
    }

    private void Heal(WireFault fault)
    {
        Action end;
        lock (_gate)
        {
            var index = _faults.FindIndex(f => f.Fault == fault);
            if (index < 0)
                return;
            end = _faults[index].End;
            _faults.RemoveAt(index);
            _hub.Rules = new WireRules([.. _faults.Select(f => f.Fault)]);
        }

        end();
    }

    private sealed class Healing(Action heal) : IDisposable
    {
        public void Dispose() => heal();
    }
}
