using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.State;

namespace CniOperator.Sandbox.Nodes;

/// <summary>The simulated machines, and what goes wrong on them on request. Thread-safe.</summary>
public sealed class NodeFleet
{
    private readonly Lock _gate = new();
    private readonly SandboxOptions _options;
    private readonly ClusterState _state;
    private ImmutableSortedDictionary<string, NodeMachine> _machines = ImmutableSortedDictionary.Create<string, NodeMachine>(
        StringComparer.Ordinal
    );
    private ImmutableList<NodeFault> _faults = [];
    private ImmutableDictionary<(string Namespace, string Pod, string Container), string> _logs = ImmutableDictionary<
        (string, string, string),
        string
    >.Empty;
    private long _faultVersion;
    private int _count;

    internal NodeFleet(SandboxOptions options, ClusterState state)
    {
        _options = options;
        _state = state;
        for (var i = 0; i < options.Nodes; i++)
            NewMachine(null);
    }

    /// <summary>Names of all machines, running or not.</summary>
    public IReadOnlyCollection<string> Names => [.. _machines.Keys];

    internal IEnumerable<NodeMachine> Machines => _machines.Values;

    internal IReadOnlyList<NodeFault> Faults => _faults;

    internal long FaultVersion => Interlocked.Read(ref _faultVersion);

    /// <summary>How many nodes ever joined.</summary>
    internal int Joined { get; set; }

    /// <summary>Called when something outside the API changed.</summary>
    internal Action Changed { get; set; } = () => { };

    /// <summary>Adds a machine; its kubelet registers the Node.</summary>
    /// <param name="name">Its name, or null for the next <c>node-N</c>.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">There is a machine of that name.</exception>
    public string Add(string? name = null)
    {
        lock (_gate)
            name = NewMachine(name);
        Changed();
        return name;
    }

    /// <summary>Takes a machine away for good and deletes its Node, as an administrator does.</summary>
    /// <exception cref="KeyNotFoundException">There is no machine of that name.</exception>
    public void Remove(string name)
    {
        Find(name).Running = false;
        lock (_gate)
            _machines = _machines.Remove(name);
        if (_state.Get(Kinds.Nodes, null, name) is not null)
            _state.Delete(Kinds.Nodes, null, name);
        Changed();
    }

    /// <summary>Turns a machine off: its kubelet goes silent and nothing on it moves.</summary>
    /// <exception cref="KeyNotFoundException">There is no machine of that name.</exception>
    public void Stop(string name) => Set(name, running: false);

    /// <summary>Turns a machine on again. Its files survived, except what lay under /run.</summary>
    /// <exception cref="KeyNotFoundException">There is no machine of that name.</exception>
    public void Start(string name) => Set(name, running: true);

    /// <summary>
    /// Whether pods on two nodes reach each other: both nodes' daemons know the other node. One whose token the API server refuses
    /// learns nothing.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no machine of that name.</exception>
    public bool Reach(string one, string other) => Knows(Find(one), Find(other)) && Knows(Find(other), Find(one));

    /// <summary>Makes something go wrong from now on.</summary>
    /// <returns>Dispose it to end the fault.</returns>
    public IDisposable Inject(NodeFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        SetFaults(f => f.Add(fault));
        return new Ending(() => SetFaults(f => f.Remove(fault)));
    }

    /// <summary>Ends all faults.</summary>
    public void ClearFaults() => SetFaults(_ => []);

    /// <summary>What a container wrote, or null when there is no such container on any machine.</summary>
    public string? Log(string ns, string pod, string container) => _logs.GetValueOrDefault((ns, pod, container));

    /// <summary>Why a node is not ready, whatever its network; null when nothing is wrong with it.</summary>
    internal string? TroubleOf(string node) =>
        _faults.Find(f => f.Kind == NodeFaultKind.NotReady && f.Hits("", "", node)) is { } fault
            ? fault.Message ?? "PLEG is not healthy: pleg was last seen active 3m5s ago; threshold is 3m0s"
            : null;

    internal void SetLog(string ns, string pod, string container, string text) => _logs = _logs.SetItem((ns, pod, container), text);

    internal void ForgetLogs(string ns, string pod) => _logs = _logs.RemoveRange(_logs.Keys.Where(k => k.Namespace == ns && k.Pod == pod));

    private void Set(string name, bool running)
    {
        var machine = Find(name);
        if (running && !machine.Running)
            machine.Reboot();
        machine.Running = running;
        Changed();
    }

    private static bool Knows(NodeMachine machine, NodeMachine other) =>
        other.JoinedAs > 0 && machine.Knows >= other.JoinedAs && machine.HasTunnels;

    private void SetFaults(Func<ImmutableList<NodeFault>, ImmutableList<NodeFault>> change)
    {
        lock (_gate)
            _faults = change(_faults);
        Interlocked.Increment(ref _faultVersion);
        Changed();
    }

    private NodeMachine Find(string name) =>
        _machines.GetValueOrDefault(name)
        ?? throw new KeyNotFoundException($"There is no node \"{name}\" in the sandbox; there are {string.Join(", ", _machines.Keys)}.");

    private string NewMachine(string? name)
    {
        _count++;
        name ??= string.Create(CultureInfo.InvariantCulture, $"node-{_count}");
        if (_machines.ContainsKey(name))
            throw new ArgumentException($"The sandbox already has a node \"{name}\".", nameof(name));
        var addresses = new List<string>();
        var ranges = _options.PodCidr.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var hasV6 = ranges.Any(r => r.Contains(':', StringComparison.Ordinal));
        if (!hasV6 || ranges.Length != 1)
            addresses.Add(Address(_options.NodeNetwork));
        if (hasV6)
            addresses.Add(Address(_options.NodeNetworkIPv6));
        _machines = _machines.Add(name, new NodeMachine(name, addresses));
        return name;
    }

    private string Address(string network) => Addressing.Add(IPNetwork.Parse(network).BaseAddress, (UInt128)(_count + 1)).ToString();

    private sealed class Ending(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
