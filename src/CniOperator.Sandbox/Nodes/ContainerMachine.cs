using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Controllers;

namespace CniOperator.Sandbox.Nodes;

/// <summary>The kubelet's handling of one container: configuration, image, start, probes, exit, restart with back-off.</summary>
internal sealed class ContainerMachine(PodContext context, NodeDisk disk, Action<PodEvent> report, Action<NodeEffect> effect)
{
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
                ContainerPhase.Waiting => Prepare(container, spec),
                ContainerPhase.Pulling => Pulled(container, spec),
                ContainerPhase.Starting => Start(container, spec),
                ContainerPhase.Running => Run(container, spec),
                _ => Restart(container),
            };
            if (next == container)
                return next;
            container = next;
        }

        return container;
    }

    /// <summary>The container after the pod was stopped.</summary>
    public ContainerRuntime Killed(ContainerRuntime container) =>
        container.Phase == ContainerPhase.Running ? Exited(container, 0, "Completed") with { NextAt = null, Ready = false } : container;

    private ContainerRuntime Prepare(ContainerRuntime container, JsonObject spec)
    {
        var image = spec.Text("image") ?? "";
        if (PodDependencies.EnvironmentProblem(context.Pod, spec, context.View) is { } problem)
            return Waits(container, "CreateContainerConfigError", problem, null, PodEvent.Warning("Failed", $"Error: {problem}"));
        if (!IsReference(image))
        {
            var invalid = $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": invalid reference format";
            return Waits(container, "InvalidImageName", invalid, null, PodEvent.Warning("InspectFailed", invalid));
        }

        var policy = spec.Text("imagePullPolicy") ?? (image.EndsWith(":latest", StringComparison.Ordinal) ? "Always" : "IfNotPresent");
        var present = Disk.Images.Contains(image) && context.Fault(NodeFaultKind.ImagePull, image) is null;
        if (policy == "Never" && !present)
            return Waits(
                container,
                "ErrImageNeverPull",
                $"Container image \"{image}\" is not present with pull policy of Never",
                null,
                null
            );
        if (present && policy != "Always")
        {
            report(PodEvent.Normal("Pulled", $"Container image \"{image}\" already present on machine"));
            return Starting(container, image);
        }

        report(PodEvent.Normal("Pulling", $"Pulling image \"{image}\""));
        return container with { Phase = ContainerPhase.Pulling, NextAt = context.Now + context.Takes(context.Timings.ImagePull, image) };
    }

    private ContainerRuntime Pulled(ContainerRuntime container, JsonObject spec)
    {
        var image = spec.Text("image") ?? "";
        if (context.Fault(NodeFaultKind.ImagePull, image) is not { } fault)
        {
            var took = context.Takes(context.Timings.ImagePull, image).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
            report(PodEvent.Normal("Pulled", $"Successfully pulled image \"{image}\" in {took}ms ({took}ms including waiting)"));
            Disk = Disk with { Images = Disk.Images.Add(image) };
            return Starting(container with { PullFailures = 0 }, image);
        }

        var failures = container.PullFailures + 1;
        var error = fault.Message
            ?? $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": {image}: not found";
        var detail = $"Failed to pull image \"{image}\": {error}";
        report(PodEvent.Warning("Failed", detail));
        report(PodEvent.Warning("Failed", "Error: ErrImagePull"));
        if (failures > 1)
            report(PodEvent.Normal("BackOff", $"Back-off pulling image \"{image}\""));
        // The kubelet shows the error first and the back-off from the second look on.
        var (reason, message) =
            failures == 1 ? ("ErrImagePull", error) : ("ImagePullBackOff", $"Back-off pulling image \"{image}\": ErrImagePull: {error}");
        return Waits(container with { PullFailures = failures }, reason, message, context.Now + BackOff(failures), null);
    }

    private ContainerRuntime Start(ContainerRuntime container, JsonObject spec)
    {
        var process = context.Dataplanes.Start(
            new ProcessContext(context.Pod, spec, context.Node, Disk, context.View, context.Now),
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
            return container.NextAt > context.Now ? container : Exited(container, code, code == 0 ? "Completed" : "Error");
        if (
            container.LivenessAt <= context.Now
            && Probes.Failure(spec["livenessProbe"], "Liveness", spec, context, container.Process) is { IsUnknown: false } dead
        )
        {
            report(PodEvent.Warning("Unhealthy", dead.Message));
            report(PodEvent.Normal("Killing", $"Container {container.Name} failed liveness probe, will be restarted"));
            return Exited(container, 2, "Error");
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

    private ContainerRuntime Exited(ContainerRuntime container, int code, string reason)
    {
        var spec = context.Pod.ContainerSpec(container.Name);
        var message = code != 0 && spec.Text("terminationMessagePolicy") == "FallbackToLogsOnError" ? container.Log : null;
        var ended = new Termination(code, reason, container.StartedAt, context.Now, message, container.ContainerId);
        container = container with { Phase = ContainerPhase.Terminated, Ended = ended, Ready = false, NextAt = null, LivenessAt = null };
        if (!RunsAgain(container, spec, code))
            return container;
        if (container.Restarts > 0)
            report(
                PodEvent.Warning(
                    "BackOff",
                    $"Back-off restarting failed container {container.Name} in pod {context.Pod.Name()}_{context.Pod.Namespace()}({context.Pod.Uid()})"
                )
            );
        // The first restart is immediate; the back-off counts from the second on, as in the kubelet.
        return container with
        {
            NextAt = context.Now + (container.Restarts == 0 ? context.Takes(context.Timings.ContainerStart) : BackOff(container.Restarts)),
        };
    }

    private static ContainerRuntime Restart(ContainerRuntime container)
    {
        if (container.NextAt is null)
            return container;
        return container with
        {
            Phase = ContainerPhase.Waiting,
            Restarts = container.Restarts + 1,
            LastEnded = container.Ended,
            Ended = null,
            NextAt = null,
        };
    }

    private bool RunsAgain(ContainerRuntime container, JsonObject? spec, int code) =>
        !context.Pod.IsDeleting()
        && (
            spec.Text("restartPolicy") == "Always"
            || (context.Pod.RestartPolicy(), container.IsInit, code) switch
            {
                ("Never", _, _) => false,
                ("OnFailure", _, _) or (_, true, _) => code != 0,
                _ => true,
            }
        );

    private static bool Finite(ContainerRuntime container, JsonObject spec) => container.IsInit && spec.Text("restartPolicy") != "Always";

    private ContainerRuntime Starting(ContainerRuntime container, string image) =>
        container with
        {
            Phase = ContainerPhase.Starting,
            NextAt = context.Now + context.Takes(context.Timings.ContainerStart, image),
        };

    private ContainerRuntime Waits(ContainerRuntime container, string reason, string message, DateTimeOffset? until, PodEvent? first)
    {
        if (first is not null && container.Message != message)
            report(first);
        return container with { Phase = ContainerPhase.Waiting, Reason = reason, Message = message, NextAt = until };
    }

    private TimeSpan BackOff(int failures)
    {
        var real = context.Timings.BackOff * Math.Pow(2, Math.Min(failures - 1, 10));
        return context.Timings.Scaled(real < context.Timings.BackOffMax ? real : context.Timings.BackOffMax);
    }

    /// <summary>Enough of the reference grammar to catch what people get wrong: blanks, capitals in the path, empty parts.</summary>
    private static bool IsReference(string image)
    {
        var name = image.Split('@')[0];
        return name.Length > 0
            && !image.Any(char.IsWhiteSpace)
            && !name.Contains("//", StringComparison.Ordinal)
            && !name.EndsWith(':')
            && !name.Split('/').Skip(1).Any(p => p.Split(':')[0].Any(char.IsUpper));
    }
}
