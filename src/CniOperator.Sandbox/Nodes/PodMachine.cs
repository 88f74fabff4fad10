using System.Collections.Immutable;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// The kubelet's handling of one pod, as a function of what it knew and what it sees: volumes, sandbox, init containers in order,
/// containers,
/// probes, restarts, graceful end.
/// </summary>
internal sealed class PodMachine
{
    // How long a kubelet waits before it makes a sandbox again, about.
    private const long SandboxRetrySeconds = 12;

    private readonly PodContext _context;
    private readonly ContainerMachine _containers;
    private readonly List<PodEvent> _events = [];
    private readonly List<NodeEffect> _effects = [];
    private DateTimeOffset? _wake;

    private PodMachine(PodContext context, NodeDisk disk)
    {
        _context = context;
        _containers = new ContainerMachine(context, disk, _events.Add, _effects.Add);
    }

    /// <summary>Moves a pod on as far as it can go at this time.</summary>
    public static PodAdvance Advance(PodRuntime? runtime, PodContext context, NodeDisk disk)
    {
        var machine = new PodMachine(context, disk);
        var next = machine.Next(runtime ?? PodRuntime.New(context.Pod, context.Now));
        return new(
            next,
            machine._containers.Disk,
            machine._events,
            machine._effects,
            machine._wake,
            next.Stopped && context.Pod.IsDeleting()
        );
    }

    private PodRuntime Next(PodRuntime runtime)
    {
        if (_context.Pod.IsDeleting())
            return Stop(runtime);
        if (_context.Pod.IsFinished())
            return runtime;
        if (!runtime.SandboxReady)
        {
            runtime = Sandbox(runtime);
            if (!runtime.SandboxReady)
                return runtime;
        }

        return Containers(runtime);
    }

    private PodRuntime Stop(PodRuntime runtime)
    {
        if (runtime.Stopped)
            return runtime;
        if (runtime.StopAt is null)
        {
            var grace = TimeSpan.FromSeconds(_context.Pod.Number("metadata", "deletionGracePeriodSeconds") ?? 30);
            var takes = _context.Takes(_context.Timings.Stop);
            foreach (var container in runtime.Main.Where(c => c.Phase == ContainerPhase.Running))
                _events.Add(PodEvent.Normal("Killing", $"Stopping container {container.Name}"));
            runtime = runtime with { StopAt = _context.Now + (takes < grace ? takes : grace) };
        }

        if (runtime.StopAt > _context.Now)
        {
            Wake(runtime.StopAt);
            return runtime;
        }

        return runtime with
        {
            Stopped = true,
            Main = [.. runtime.Main.Select(c => _containers.Killed(c))],
        };
    }

    private PodRuntime Sandbox(PodRuntime runtime)
    {
        if (Obstacle() is { } obstacle)
        {
            // A plugin that fails is asked again, and each failure told.
            var again = obstacle.Reason == "FailedCreatePodSandBox";
            var told = runtime.Blocked == obstacle.Message && !(again && runtime.SandboxAt <= _context.Now);
            if (!told)
                _events.Add(obstacle);
            var next =
                !again ? null
                : told ? runtime.SandboxAt
                : _context.Now + _context.Seconds(SandboxRetrySeconds);
            Wake(next);
            return runtime with { Blocked = obstacle.Message, SandboxAt = next };
        }

        runtime = runtime with
        {
            Blocked = null,
            SandboxAt = (runtime.Blocked is null ? runtime.SandboxAt : null)
                ?? _context.Now + _context.Takes(_context.Timings.ContainerStart),
        };
        if (runtime.SandboxAt > _context.Now)
        {
            Wake(runtime.SandboxAt);
            return runtime;
        }

        return runtime with
        {
            SandboxReady = true,
            AccountUid = BoundToken.AccountUid(_context.Pod, _context.View),
            Ips = _context.Pod.IsHostNetwork() ? HostAddresses() : _context.TakeAddresses(),
        };
    }

    private PodEvent? Obstacle()
    {
        if (PodDependencies.MountProblem(_context.Pod, _context.View) is { } mount)
            return PodEvent.Warning("FailedMount", mount);
        if (_context.Pod.IsHostNetwork())
            return null;
        if (_containers.Disk.CniPlugin is null)
            return PodEvent.Warning("NetworkNotReady", $"network is not ready: {NodeStatus.NetworkNotReady}");
        return AddFailure(_containers.Disk) is { } failure
            ? PodEvent.Warning(
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "
                    + $"\"{Hashes.Fnv64(_context.Pod.Uid()):x16}\": {failure}"
            )
            : null;
    }

    // libcni's words.
    private string? AddFailure(NodeDisk disk) =>
        disk.CniPlugin is { } plugin && disk.MisplacedPlugins.Contains(plugin)
            ? $"plugin type=\"{plugin}\" failed (add): failed to find plugin \"{plugin}\" in path [{NodeDisk.PluginFolder}]"
            : _context.Dataplanes.AddFailure(disk, _context.View);

    private PodRuntime Containers(PodRuntime runtime)
    {
        _containers.Unauthorized = BoundToken.IsRefused(_context.Pod, runtime.AccountUid, _context.View);
        var init = runtime.Init.ToBuilder();
        for (var i = 0; i < init.Count; i++)
        {
            init[i] = Step(init[i]);
            if (!(runtime with { Init = [init[i]] }).InitDone)
                return runtime with { Init = init.ToImmutable() };
        }

        return runtime with
        {
            Init = init.ToImmutable(),
            Main = [.. runtime.Main.Select(Step)],
        };
    }

    private ContainerRuntime Step(ContainerRuntime container)
    {
        var next = _containers.Advance(container);
        Wake(next.NextAt);
        if (next is { Phase: ContainerPhase.Running, LivenessAt: { } liveness })
            Wake(liveness);
        return next;
    }

    private ImmutableArray<string> HostAddresses() =>
        [.. _context.Node.Items("status", "addresses").Where(a => a.Text("type") == "InternalIP").Select(a => a.Text("address") ?? "")];

    private void Wake(DateTimeOffset? at)
    {
        if (at > _context.Now && (_wake is null || at < _wake))
            _wake = at;
    }
}
