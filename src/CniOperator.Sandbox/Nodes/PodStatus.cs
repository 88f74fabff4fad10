using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>Writes a pod's status as a kubelet does.</summary>
internal static class PodStatus
{
    private static readonly string[] ComputeResources = ["cpu", "memory"];

    public static JsonObject Build(JsonObject pod, PodRuntime runtime, JsonObject node, DateTimeOffset now)
    {
        var status = (pod["status"] as JsonObject)?.Clone() ?? [];
        var phase = pod.IsFinished() ? pod.Text("status", "phase")! : Phase(pod, runtime);
        status["phase"] = phase;
        status["conditions"] = Conditions(status["conditions"] as JsonArray, pod, runtime, phase, now);
        var addresses = node.Items("status", "addresses")
            .Where(a => a.Text("type") == "InternalIP")
            .Select(a => a.Text("address") ?? "")
            .ToList();
        if (addresses.Count > 0)
        {
            status["hostIP"] = addresses[0];
            status["hostIPs"] = JsonNodes.ListOf(addresses.Select(a => (JsonNode)new JsonObject { ["ip"] = a }));
        }

        if (runtime.Ips.Length > 0)
        {
            status["podIP"] = runtime.Ips[0];
            status["podIPs"] = JsonNodes.ListOf(runtime.Ips.Select(a => (JsonNode)new JsonObject { ["ip"] = a }));
        }

        status["startTime"] ??= now.ToApiTime();
        status["qosClass"] ??= QosClass(pod);
        if (runtime.Init.Length > 0)
            status["initContainerStatuses"] = Statuses(pod, runtime.Init, runtime, waitingFor: "PodInitializing");
        status["containerStatuses"] = Statuses(
            pod,
            runtime.Main,
            runtime,
            runtime.Init.Length > 0 ? "PodInitializing" : "ContainerCreating"
        );
        return status;
    }

    private static string Phase(JsonObject pod, PodRuntime runtime)
    {
        if (runtime.Init.Any(c => c.Failed))
            return "Failed";
        if (runtime.Main.All(c => c.Succeeded || c.Failed) && runtime.Main.Length > 0 && runtime.StopAt is null)
            return runtime.Main.Any(c => c.Failed) ? "Failed" : "Succeeded";
        if (!runtime.InitDone)
            return "Pending";
        return runtime.Main.All(c => c.ContainerId.Length > 0) ? "Running"
            : pod.Text("status", "phase") == "Running" ? "Running"
            : "Pending";
    }

    private static JsonArray Conditions(JsonArray? before, JsonObject pod, PodRuntime runtime, string phase, DateTimeOffset now)
    {
        var conditions = (JsonArray?)before?.DeepClone() ?? [];
        var stopped = runtime.StopAt is not null;
        ConditionWriter.Set(conditions, "PodReadyToStartContainers", Text(runtime.SandboxReady && !runtime.Stopped), now);
        var initialized = runtime.InitDone;
        var missing = string.Join(' ', runtime.Init.Where(c => !c.Succeeded).Select(c => c.Name));
        ConditionWriter.Set(
            conditions,
            "Initialized",
            Text(initialized),
            now,
            initialized ? null : "ContainersNotInitialized",
            initialized ? null : $"containers with incomplete status: [{missing}]"
        );
        var unready = runtime.Main.Where(c => !c.Ready).Select(c => c.Name).ToList();
        var ready = initialized && unready.Count == 0 && !stopped && phase == "Running";
        var reason =
            ready ? null
            : phase == "Succeeded" ? "PodCompleted"
            : "ContainersNotReady";
        var message =
            ready || phase == "Succeeded"
                ? null
                : $"containers with unready status: [{string.Join(' ', stopped ? runtime.Main.Select(c => c.Name) : unready)}]";
        ConditionWriter.Set(conditions, "Ready", Text(ready), now, reason, message);
        ConditionWriter.Set(conditions, "ContainersReady", Text(ready), now, reason, message);
        ConditionWriter.Set(conditions, "PodScheduled", "True", now);
        return conditions;
    }

    private static JsonArray Statuses(JsonObject pod, ImmutableArray<ContainerRuntime> containers, PodRuntime runtime, string waitingFor) =>
        JsonNodes.ListOf(containers.Select(c => (JsonNode)Status(pod.ContainerSpec(c.Name).Text("image") ?? "", c, runtime, waitingFor)));

    private static JsonObject Status(string image, ContainerRuntime container, PodRuntime runtime, string waitingFor)
    {
        var state = new JsonObject();
        if (container.Phase == ContainerPhase.Running)
            state["running"] = new JsonObject { ["startedAt"] = container.StartedAt.ToApiTime() };
        else if (container is { Phase: ContainerPhase.Terminated, Ended: { } ended } && !InBackOff(container))
            state["terminated"] = Terminated(ended);
        else
            state["waiting"] = Waiting(
                container,
                runtime.SandboxReady && runtime.Init.Length > 0 && runtime.InitDone ? "PodInitializing" : waitingFor
            );
        var last = InBackOff(container) ? container.Ended : container.LastEnded;
        return new JsonObject
        {
            ["name"] = container.Name,
            ["state"] = state,
            ["lastState"] = last is null ? new JsonObject() : new JsonObject { ["terminated"] = Terminated(last) },
            ["ready"] = container.IsInit ? container.Succeeded : container.Ready,
            ["restartCount"] = container.Restarts,
            ["image"] = image,
            ["imageID"] = container.ContainerId.Length > 0 ? $"{image.Split('@')[0]}@sha256:{Hashes.Fnv64(image):x16}" : "",
            ["containerID"] = container.ContainerId,
            ["started"] = container.Phase == ContainerPhase.Running,
        };
    }

    /// <summary>Ended, will run again, and not for the first time: the kubelet shows that as waiting.</summary>
    private static bool InBackOff(ContainerRuntime container) =>
        container is { Phase: ContainerPhase.Terminated, NextAt: not null, Restarts: > 0 };

    private static JsonObject Waiting(ContainerRuntime container, string otherwise)
    {
        if (InBackOff(container))
        {
            return new JsonObject
            {
                ["reason"] = "CrashLoopBackOff",
                ["message"] = $"back-off restarting failed container {container.Name}",
            };
        }

        var waiting = new JsonObject { ["reason"] = container.Reason ?? otherwise };
        waiting.PutText("message", container.Message);
        return waiting;
    }

    private static JsonObject Terminated(Termination ended)
    {
        var terminated = new JsonObject
        {
            ["exitCode"] = ended.ExitCode,
            ["reason"] = ended.Reason,
            ["startedAt"] = ended.StartedAt.ToApiTime(),
            ["finishedAt"] = ended.FinishedAt.ToApiTime(),
            ["containerID"] = ended.ContainerId,
        };
        terminated.PutText("message", ended.Message);
        return terminated;
    }

    private static string QosClass(JsonObject pod)
    {
        var containers = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).ToList();
        if (containers.All(c => c.TextMap("resources", "requests").Count == 0 && c.TextMap("resources", "limits").Count == 0))
            return "BestEffort";
        return containers.All(c =>
            ComputeResources.All(r =>
                c.TextMap("resources", "limits").TryGetValue(r, out var limit)
                && (!c.TextMap("resources", "requests").TryGetValue(r, out var request) || request == limit)
            )
        )
            ? "Guaranteed"
            : "Burstable";
    }

    private static string Text(bool value) => value ? "True" : "False";
}
