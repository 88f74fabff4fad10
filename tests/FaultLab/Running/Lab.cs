using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CniOperator.FaultLab.Network;
using CniOperator.Health.Graph;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace CniOperator.FaultLab.Running;

/// <summary>All of it: network, agents, kubelets, DNS, the operator's end of the wire, and the real verdict engine.</summary>
internal sealed class Lab : IDisposable
{
    private readonly DateTimeOffset _joined = TimeProvider.System.GetUtcNow().AddHours(-1);
    private readonly IReadOnlyList<LabKubelet> _kubelets;
    private readonly ProbeGraph _graph;
    private readonly List<Socket> _held = [];
    private VerdictState _state = VerdictState.Empty;
    private (CancellationTokenSource Stopped, Task Task)? _starving;

    internal Lab()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        Network = new LabNetwork();
        Dns = new TinyDns(Network);
        Operator = new LabOperator(Network, new WireKeys(new WireKey(1, key)), Agent.Probing.Nonces.Draw);
        Agents = new LabAgents(Network, key);
        _kubelets = [.. Network.Nodes.Select(n => new LabKubelet(n))];
        _graph = ProbeGraph.Of(Network.Nodes.Select(n => new GraphNode(n.Id, "")), new GraphSettings());
    }

    internal LabNetwork Network { get; }

    internal LabAgents Agents { get; }

    internal LabOperator Operator { get; }

    internal TinyDns Dns { get; }

    /// <summary>NetworkPolicies of others, as the API server would list them.</summary>
    internal List<string> Policies { get; } = [];

    /// <summary>When something counts here: rounds have a second, and all else is shorter in proportion.</summary>
    private static VerdictSettings Settings { get; } =
        new()
        {
            Round = LabOperator.Settings.Interval,
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

    internal LabKubelet Kubelet(int node) => _kubelets[node - 1];

    internal void Start()
    {
        Network.Create();
        Operator.Start();
        Dns.Start();
        Agents.Start();
        foreach (var kubelet in _kubelets)
            kubelet.Start();
    }

    /// <summary>Judges what is known now.</summary>
    internal HealthJudgement Judge()
    {
        var now = TimeProvider.System.GetUtcNow();
        var facts = new HealthFacts
        {
            Now = now,
            NodesAsOf = now,
            Nodes = [.. Network.Nodes.Select(Facts)],
            Graph = _graph,
            Reports = Operator.Reports(),
            Policies = [.. Policies],
            Expected = new HealthExpectations { PodMtu = LabNetwork.PodMtu, PolicyEnforced = true },
            Settings = Settings,
        };
        var judgement = VerdictEngine.Judge(facts, _state);
        _state = judgement.Next;
        return judgement;
    }

    /// <summary>Stops the canary of a node nine tenths of the time.</summary>
    internal void Starve(LabNode node)
    {
        var stopped = new CancellationTokenSource();
        _starving = (stopped, Task.Run(() => StarveAsync(node, stopped.Token)));
    }

    /// <summary>Ends that.</summary>
    internal void Feed()
    {
        if (_starving is not var (stopped, task))
            return;
        stopped.Cancel();
        task.Wait();
        stopped.Dispose();
        _starving = null;
    }

    /// <summary>Takes UDP ports in a namespace.</summary>
    internal void Hold(string space, params ReadOnlySpan<int> ports)
    {
        foreach (var port in ports)
        {
            var address = new IPEndPoint(IPAddress.Any, port);
            _held.Add(Space.In(space, () =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                    socket.Bind(address);
                    return socket;
                }));
        }
    }

    /// <summary>Gives them back.</summary>
    internal void Release()
    {
        _held.ForEach(s => s.Dispose());
        _held.Clear();
    }

    private async Task StarveAsync(LabNode node, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                Agents.Signal(node, AgentRole.Canary, "STOP");
                await Task.Delay(TimeSpan.FromMilliseconds(900), TimeProvider.System, cancellation);
                Agents.Signal(node, AgentRole.Canary, "CONT");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            Agents.Signal(node, AgentRole.Canary, "CONT");
        }
    }

    public void Dispose()
    {
        Feed();
        Release();
        Agents.Dispose();
        foreach (var kubelet in _kubelets)
            kubelet.Dispose();
        Operator.Dispose();
        Dns.Dispose();
        Network.Dispose();
    }

    private NodeFacts Facts(LabNode node) =>
        new()
        {
            Id = node.Id,
            Name = node.Name,
            Joined = _joined,
            Lease = Kubelet(node.Index).Lease,
            Canary = new CanaryFacts
            {
                Readiness = Kubelet(node.Index).IsReady ? CanaryReadiness.Ready : CanaryReadiness.NotReady,
                Started = _joined,
                Addresses = [node.Canary],
            },
        };
}
