using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>What the kubelet does when a container ends: termination message, restart policy, back-off.</summary>
internal sealed class ContainerExit(PodContext context, Action<PodEvent> report)
{
    /// <summary>The container after its process ended; it says itself when it runs again.</summary>
    public ContainerRuntime Of(ContainerRuntime container, int code, string reason)
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
            NextAt =
                context.Now
                + (
                    container.Restarts == 0
                        ? context.Takes(context.Timings.ContainerStart)
                        : context.Timings.BackOffAfter(container.Restarts)
                ),
        };
    }

    /// <summary>The container when its time to run again has come.</summary>
    public static ContainerRuntime Restart(ContainerRuntime container)
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
}
