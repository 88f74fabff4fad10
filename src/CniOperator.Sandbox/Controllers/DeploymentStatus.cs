using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Controllers;

/// <summary>A Deployment's counts and conditions.</summary>
internal static class DeploymentStatus
{
    public static JsonObject Build(JsonObject deployment, JsonObject? current, List<JsonObject> sets, StepBuilder step)
    {
        var wanted = deployment.Number("spec", "replicas") ?? 1;
        var total = sets.Sum(s => s.Number("status", "replicas") ?? 0);
        var available = sets.Sum(s => s.Number("status", "availableReplicas") ?? 0);
        var updated = current.Number("status", "replicas") ?? 0;
        var status = (deployment["status"] as JsonObject)?.Clone() ?? [];
        Positive(status, "replicas", total);
        Positive(status, "updatedReplicas", updated);
        Positive(status, "readyReplicas", sets.Sum(s => s.Number("status", "readyReplicas") ?? 0));
        Positive(status, "availableReplicas", available);
        Positive(status, "unavailableReplicas", Math.Max(0, Math.Max(total, wanted) - available));
        status["observedGeneration"] = deployment.Number("metadata", "generation") ?? 1;
        var conditions = (JsonArray?)status["conditions"]?.DeepClone() ?? [];
        var unavailable = OwnedPods.Resolve(
            deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable"),
            (int)wanted,
            "25%",
            roundUp: false
        );
        var enough = available >= wanted - unavailable;
        Set(
            conditions,
            "Available",
            enough,
            step.Now,
            enough
                ? ("MinimumReplicasAvailable", "Deployment has minimum availability.")
                : ("MinimumReplicasUnavailable", "Deployment does not have minimum availability.")
        );
        var complete = current is not null && updated == wanted && total == wanted && available == wanted;
        Progress(deployment, current, conditions, complete, $"{total}/{updated}/{available}", step);
        status["conditions"] = conditions;
        return status;
    }

    private static void Progress(
        JsonObject deployment,
        JsonObject? current,
        JsonArray conditions,
        bool complete,
        string counts,
        StepBuilder step
    )
    {
        const string type = "Progressing";
        var set = $"ReplicaSet \"{current?.Name()}\"";
        if (complete)
        {
            Set(conditions, type, true, step.Now, ("NewReplicaSetAvailable", $"{set} has successfully progressed."));
            return;
        }

        var before = conditions.OfType<JsonObject>().FirstOrDefault(c => c.Text("type") == type);
        var moved = before is null || before.Text("reason") == "NewReplicaSetAvailable" || counts != CountsOf(deployment["status"]);
        var since = moved ? step.Now : before.Time("lastUpdateTime") ?? step.Now;
        var deadline = since + TimeSpan.FromSeconds(deployment.Number(600, "spec", "progressDeadlineSeconds"));
        if (deadline <= step.Now)
        {
            Set(conditions, type, false, step.Now, ("ProgressDeadlineExceeded", $"{set} has timed out progressing."));
            return;
        }

        step.Wake(deadline);
        if (moved)
            Set(conditions, type, true, step.Now, ("ReplicaSetUpdated", $"{set} is progressing."), touch: true);
    }

    private static string CountsOf(JsonNode? status) =>
        $"{status.Number(0, "replicas")}/{status.Number(0, "updatedReplicas")}/{status.Number(0, "availableReplicas")}";

    private static void Set(
        JsonArray conditions,
        string type,
        bool value,
        DateTimeOffset now,
        (string Reason, string Message) why,
        bool touch = false
    )
    {
        var before = conditions.FirstOrDefault(c => c.Text("type") == type);
        var changed = touch || before.Text("reason") != why.Reason || before.Text("message") != why.Message;
        ConditionWriter.Set(conditions, type, value ? "True" : "False", now, why.Reason, why.Message);
        if (changed)
            conditions.First(c => c.Text("type") == type)!["lastUpdateTime"] = now.ToApiTime();
    }

    private static void Positive(JsonObject status, string key, long value)
    {
        if (value > 0)
            status[key] = value;
        else
            status.Remove(key);
    }
}
