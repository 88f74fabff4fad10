using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>The kubelet's handling of one container: configuration, image, start, probes, exit, restart with back-off.</summary>
internal sealed class ContainerMachine(PodContext context, NodeDisk disk, Action<PodEvent> report, Action<NodeEffect> effect)
{
    private readonly ContainerSetup _setup = new(context, report);
    private readonly ContainerExit _exit = new(context, report);

    /// <summary>The API server refuses the pod's token.</summary>
    public bool Unauthorized { get; set; }

    /// <summary>The node's files after what ran so far.</summary>
    public NodeDisk Disk { get; private set; } = disk;

    /// <summary>Moves a container on until it has to wait for time or for the cluster.</summary>
    public ContainerRuntime Advance(ContainerRuntime container)
    {
        var spec = context.Pod.ContainerSpec(container.Name);
        if (spec is null)
            return container;
        // Each pass is one phase; a phase that ends now lets the next one begin now.
        for (var pass = 0; pass < 8; pass++)
        {
            var next = container.Phase switch
            {
                _ when container.NextAt > context.Now && container.Phase != ContainerPhase.Running => container,
                ContainerPhase.Waiting => _setup.Prepare(container, spec, Disk),
                ContainerPhase.Pulling => Pulled(container, spec),
                ContainerPhase.Starting => Start(container, spec),
                ContainerPhase.Running => Run(container, spec),
                _ => ContainerExit.Restart(container),
            };
            if (next == container)
                return next;
            container = next;
        }

        return container;
    }

    /// <summary>The container after the pod was stopped.</summary>
    public ContainerRuntime Killed(ContainerRuntime container) =>
        container.Phase == ContainerPhase.Running ? _exit.Of(container, 0, "Completed") with { NextAt = null, Ready = false } : container;

    private ContainerRuntime Pulled(ContainerRuntime container, JsonObject spec)
    {
        (container, Disk) = _setup.Pulled(container, spec, Disk);
        return container;
    }

    private ContainerRuntime Start(ContainerRuntime container, JsonObject spec)
    {
        var process = context.Dataplanes.Start(
            new ProcessContext(context.Pod, spec, context.Node, Disk, context.View, context.Now)
            {
                MissingModules = context.MissingModules,
                Unauthorized = Unauthorized,
            },
            Finite(container, spec)
        );
        if (context.Fault(NodeFaultKind.Crash, spec.Text("image") ?? "") is { } crash)
            process = new ProcessStart { ExitCode = 1, Log = (crash.Message ?? "simulated crash") + "\n" };
        if (process.ExitCode is null or 0 && process.Effect is { } nodeEffect)
            effect(nodeEffect);
        if (process.Disk is { } after)
            Disk = after;
        report(PodEvent.Normal("Created", $"Created container: {container.Name}"));
        report(PodEvent.Normal("Started", $"Started container {container.Name}"));
        var takes = context.Takes(
            process.ExitCode is 0 or null ? context.Timings.InitRun : context.Timings.ContainerStart,
            spec.Text("image") ?? ""
        );
        return container with
        {
            Phase = ContainerPhase.Running,
            Reason = null,
            Message = null,
            StartedAt = context.Now,
            Process = process,
            ContainerId =
                $"containerd://{Hashes.Fnv64($"{context.Pod.Uid()}/{container.Name}/{container.Restarts}"):x16}{Hashes.Fnv64(container.Name):x16}",
            NextAt = process.ExitCode is null ? context.Now + Probes.Delay(spec, context) : context.Now + takes,
            LivenessAt = Probes.LivenessDelay(spec, context) is { } delay ? context.Now + delay : null,
            Log = process.Log,
            ProbeFailure = null,
        };
    }

    private ContainerRuntime Run(ContainerRuntime container, JsonObject spec)
    {
        if (container.Process is { ExitCode: { } code })
            return container.NextAt > context.Now ? container : _exit.Of(container, code, code == 0 ? "Completed" : "Error");
        if (
            container.LivenessAt <= context.Now
            && Probes.Failure(spec["livenessProbe"], "Liveness", spec, context, container.Process) is { IsUnknown: false } dead
        )
        {
            report(PodEvent.Warning("Unhealthy", dead.Message));
            report(PodEvent.Normal("Killing", $"Container {container.Name} failed liveness probe, will be restarted"));
            return _exit.Of(container, 2, "Error");
        }

        container = container with { LivenessAt = container.LivenessAt > context.Now ? container.LivenessAt : null };
        return container.NextAt > context.Now ? container : Probed(container, spec);
    }

    private ContainerRuntime Probed(ContainerRuntime container, JsonObject spec)
    {
        var failure = context.Fault(NodeFaultKind.NeverReady, spec.Text("image") ?? "") is { } fault
            ? $"Readiness probe failed: {fault.Message ?? "HTTP probe failed with statuscode: 503"}"
            : Probes.Failure(spec["readinessProbe"], "Readiness", spec, context, container.Process)?.Message;
        if (failure is null)
            return container with { Ready = true, ProbeFailure = null, NextAt = null };
        if (failure != container.ProbeFailure)
            report(PodEvent.Warning("Unhealthy", failure));
        return container with
        {
            Ready = false,
            ProbeFailure = failure,
            NextAt = context.Now + Probes.Period(spec["readinessProbe"], context),
        };
    }

    private static bool Finite(ContainerRuntime container, JsonObject spec) => container.IsInit && spec.Text("restartPolicy") != "Always";
}
