using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules of workloads (<c>k8s.io/kubernetes/pkg/apis/apps/validation</c>).</summary>
internal static class WorkloadRules
{
    private static readonly HashSet<string> MutableStatefulSetFields =
    [
        "replicas",
        "ordinals",
        "template",
        "updateStrategy",
        "revisionHistoryLimit",
        "persistentVolumeClaimRetentionPolicy",
        "minReadySeconds",
    ];

    internal static void DaemonSet(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        Selector(spec, "daemonset", old, check);
        Template(spec, check, "Always");
        NonNegative(spec, check, "minReadySeconds", "revisionHistoryLimit");
        var strategy = spec.Map("updateStrategy") ?? [];
        if (strategy.Text("type") != "RollingUpdate")
            return;
        var rolling = strategy.Map("rollingUpdate") ?? [];
        if (IsZero(rolling["maxUnavailable"]) && IsZero(rolling["maxSurge"]))
            check.Required("spec.updateStrategy.rollingUpdate.maxUnavailable", "cannot be 0 when maxSurge is 0");
        if (!IsZero(rolling["maxUnavailable"]) && !IsZero(rolling["maxSurge"]))
            check.Invalid(
                "spec.updateStrategy.rollingUpdate.maxSurge",
                rolling["maxSurge"]?.DeepClone(),
                "may not be set when maxUnavailable is non-zero"
            );
    }

    internal static void Deployment(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        NonNegative(spec, check, "replicas", "minReadySeconds", "revisionHistoryLimit");
        Selector(spec, "deployment", old, check);
        Template(spec, check, "Always");
        var strategy = spec.Map("strategy") ?? [];
        if (strategy.Text("type") == "Recreate" && strategy["rollingUpdate"] is not null)
            check.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
        if (strategy.Map("rollingUpdate") is { } rolling && IsZero(rolling["maxUnavailable"]) && IsZero(rolling["maxSurge"]))
            check.Invalid(
                "spec.strategy.rollingUpdate.maxUnavailable",
                rolling["maxUnavailable"]?.DeepClone(),
                "may not be 0 when `maxSurge` is 0"
            );
    }

    internal static void ReplicaSet(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        NonNegative(spec, check, "replicas", "minReadySeconds");
        Selector(spec, "deployment", old, check);
        Template(spec, check, "Always");
    }

    internal static void StatefulSet(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        NonNegative(spec, check, "replicas", "minReadySeconds");
        Selector(spec, "statefulset", null, check);
        Template(spec, check, "Always");
        if (old?.Map("spec") is not { } before)
            return;
        var changed = spec.Select(f => f.Key)
            .Union(before.Select(f => f.Key))
            .Any(f => !MutableStatefulSetFields.Contains(f) && !JsonNode.DeepEquals(spec[f], before[f]));
        if (changed)
        {
            check.Forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
            );
        }
    }

    internal static void Job(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        NonNegative(spec, check, "parallelism", "completions", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished");
        JobTemplate(spec, "spec", check);
        if (old?.Map("spec") is not { } before)
            return;
        check.Immutable("spec.completions", spec["completions"], before["completions"]);
        check.Immutable("spec.selector", spec["selector"], before["selector"]);
        check.Immutable("spec.template", spec["template"], before["template"]);
    }

    internal static void CronJob(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        if (spec.Text("schedule") is { Length: 0 })
            check.Required("spec.schedule");
        NonNegative(spec, check, "successfulJobsHistoryLimit", "failedJobsHistoryLimit");
        JobTemplate(spec.Map("jobTemplate")?.Map("spec") ?? [], "spec.jobTemplate.spec", check);
    }

    private static void JobTemplate(JsonObject spec, string path, Check check)
    {
        var pod = spec.Map("template")?.Map("spec") ?? [];
        PodChecks.Spec(pod, $"{path}.template.spec", check);
        if (pod.Text("restartPolicy") == "Always")
            check.Required($"{path}.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
    }

    private static void Template(JsonObject spec, Check check, string restartPolicy)
    {
        var template = spec.Map("template") ?? [];
        MetadataRules.Labels(template.Map("metadata")?.Map("labels"), "spec.template.metadata.labels", check);
        var pod = template.Map("spec") ?? [];
        PodChecks.Spec(pod, "spec.template.spec", check);
        if (pod.Text("restartPolicy") is "Never" or "OnFailure")
            check.OneOf("spec.template.spec.restartPolicy", pod.Text("restartPolicy"), restartPolicy);
        if (pod["activeDeadlineSeconds"] is not null)
            check.Forbidden("spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in ReplicaSet is not Supported");
    }

    private static void Selector(JsonObject spec, string kind, JsonObject? old, Check check)
    {
        if (spec.Map("selector") is not { } selector)
            return;
        if (old?.Map("spec") is { } before)
            check.Immutable("spec.selector", selector, before["selector"]);
        if (selector.Count == 0)
        {
            check.Invalid("spec.selector", selector.DeepClone(), $"empty selector is invalid for {kind}");
            return;
        }

        var labels = spec.Map("template")?.Map("metadata")?["labels"];
        if (!LabelSelector.Of(selector).Matches(labels as JsonObject))
            check.Invalid("spec.template.metadata.labels", labels?.DeepClone(), "`selector` does not match template `labels`");
    }

    private static void NonNegative(JsonObject spec, Check check, params string[] fields)
    {
        foreach (var field in fields)
            check.NonNegative("spec", spec, field);
    }

    private static bool IsZero(JsonNode? value) => value is null || value.ToString() is "0" or "0%";
}
