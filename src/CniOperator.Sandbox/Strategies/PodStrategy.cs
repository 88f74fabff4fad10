using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Rules;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Strategies;

/// <summary>Pods: a phase from the start, and a grace period while a node still runs them.</summary>
internal sealed class PodStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override void PrepareForCreate(IRegistry state, JsonObject obj)
    {
        base.PrepareForCreate(state, obj);
        var status = obj.FillMap("status");
        status["phase"] = "Pending";
        status["qosClass"] = QualityOfService(obj);
        Tolerate(obj, "node.kubernetes.io/not-ready");
        Tolerate(obj, "node.kubernetes.io/unreachable");
        SetPriority(state, obj);
    }

    /// <summary>A pod comes to its node by its binding alone.</summary>
    internal override FieldError? Frozen(JsonObject obj, JsonObject old) =>
        obj.Text("spec", "nodeName") == old.Text("spec", "nodeName")
            ? null
            : new FieldError("spec", FieldErrorType.Forbidden, PodChecks.FrozenSpec);

    internal override long GracePeriod(JsonObject obj, long? requested)
    {
        var grace = Math.Max(0, requested ?? obj.Number("spec", "terminationGracePeriodSeconds") ?? 30);
        // A pod that no node runs, or that has ended, has no one to wait for.
        if (obj.Text("spec", "nodeName") is null or "" || obj.Text("status", "phase") is "Failed" or "Succeeded")
            return 0;
        return grace;
    }

    /// <summary>Admission plugin DefaultTolerationSeconds: a pod leaves a lost node after five minutes unless it says otherwise.</summary>
    private static void Tolerate(JsonObject pod, string key)
    {
        var spec = pod.FillMap("spec");
        var tolerations = spec.List("tolerations");
        if (
            tolerations is not null
            && tolerations.Any(t => (t.Text("key") is null or "" || t.Text("key") == key) && t.Text("effect") is null or "" or "NoExecute")
        )
            return;
        if (tolerations is null)
            spec["tolerations"] = tolerations = [];
        tolerations.Push(
            new JsonObject
            {
                ["key"] = key,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = 300,
            }
        );
    }

    /// <summary>Admission plugin Priority: resolves <c>priorityClassName</c> to a number.</summary>
    private static void SetPriority(IRegistry state, JsonObject pod)
    {
        var spec = pod.FillMap("spec");
        var name = spec.Text("priorityClassName");
        if (name is null or "")
        {
            spec["priority"] ??= 0;
            spec["preemptionPolicy"] ??= "PreemptLowerPriority";
            return;
        }

        var found = state.Get(new ResourceName("scheduling.k8s.io", "priorityclasses"), null, name)
            ?? throw Refusal.Forbidden(new ResourceName("", "pods"), pod.Name(), $"no PriorityClass with name {name} was found");
        spec["priority"] = found.Number("value") ?? 0;
        spec["preemptionPolicy"] = found.Text("preemptionPolicy") ?? "PreemptLowerPriority";
    }

    /// <summary>The QoS class by the containers' requests and limits (core helper <c>ComputePodQOS</c>).</summary>
    private static string QualityOfService(JsonObject pod)
    {
        var containers = (pod.List("spec", "containers") ?? []).Concat(pod.List("spec", "initContainers") ?? []).ToList();
        var stated = containers.Select(c => (Requests: c.Map("resources", "requests"), Limits: c.Map("resources", "limits"))).ToList();
        if (stated.TrueForAll(r => r.Requests is null or { Count: 0 } && r.Limits is null or { Count: 0 }))
            return "BestEffort";
        return stated.TrueForAll(r => Equal(r, "cpu") && Equal(r, "memory")) ? "Guaranteed" : "Burstable";
    }

    private static bool Equal((JsonObject? Requests, JsonObject? Limits) resources, string name) =>
        resources.Limits.At(name) is { } limit && (resources.Requests.At(name) is not { } request || JsonNode.DeepEquals(request, limit));
}
