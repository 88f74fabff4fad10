using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Controllers;

/// <summary>What the workload controllers share: pods from templates, availability, numbers that may be percentages.</summary>
internal static class OwnedPods
{
    public static JsonObject NewPod(
        JsonObject owner,
        string apiVersion,
        string kind,
        string name,
        IReadOnlyDictionary<string, string> labels
    )
    {
        var template = owner.At("spec", "template");
        var metadata = (template.At("metadata") as JsonObject)?.Clone() ?? [];
        metadata["name"] = name;
        metadata["generateName"] = owner.Name() + "-";
        metadata["namespace"] = owner.Namespace();
        foreach (var (key, value) in labels)
            metadata.FillMap("labels")[key] = value;
        metadata["ownerReferences"] = new JsonArray(ObjectMeta.ControllerReference(apiVersion, kind, owner));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = (template.At("spec") as JsonObject)?.Clone() ?? [],
        };
    }

    /// <summary>Ready, and for long enough. Otherwise, when time alone will make it available.</summary>
    public static (bool Available, DateTimeOffset? At) Availability(JsonObject pod, long minReadySeconds, DateTimeOffset now)
    {
        if (pod.Condition("Ready") is not { } ready || ready.Text("status") != "True")
            return (false, null);
        if (minReadySeconds == 0)
            return (true, null);
        var since = (ready.Time("lastTransitionTime") ?? now) + TimeSpan.FromSeconds(minReadySeconds);
        return since <= now ? (true, null) : (false, since);
    }

    /// <summary>An IntOrString of a total; percentages are rounded up or down as the field demands.</summary>
    public static int Resolve(JsonNode? value, int total, string fallback, bool roundUp)
    {
        if (value.Number() is { } number)
            return (int)number;
        var text = value.Text() ?? fallback;
        if (!text.EndsWith('%'))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var plain) ? plain : 0;
        var percent = double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var p) ? p * total / 100 : 0;
        return (int)(roundUp ? Math.Ceiling(percent) : Math.Floor(percent));
    }

    /// <summary>Creates a pod for an owner and tells the owner how it went, as the workload controllers do.</summary>
    public static void Create(StepBuilder step, JsonObject pod, JsonObject owner, string apiVersion, string kind)
    {
        step.Add(
            new CreateWrite(Kinds.Pods, pod, error =>
                step.EventWrite(apiVersion, kind, owner, "Warning", "FailedCreate", $"Error creating: {error}")
            )
        );
        step.Event(apiVersion, kind, owner, "Normal", "SuccessfulCreate", $"Created pod: {pod.Name()}");
    }

    public static void Delete(StepBuilder step, JsonObject pod, JsonObject owner, string apiVersion, string kind)
    {
        step.Add(DeleteWrite.Of(Kinds.Pods, pod));
        step.Event(apiVersion, kind, owner, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Name()}");
    }

    /// <summary>Replaces the status when it differs.</summary>
    public static void WriteStatus(StepBuilder step, Storage.ResourceName resource, JsonObject obj, JsonObject status)
    {
        if (JsonNode.DeepEquals(status, obj["status"]))
            return;
        var update = obj.Clone();
        update["status"] = status;
        step.Add(new UpdateWrite(resource, update, "status"));
    }
}
