using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Defaults;

/// <summary>What kube-apiserver fills into workloads.</summary>
internal static class WorkloadDefaults
{
    internal static void DaemonSet(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        PodDefaults.FillTemplate(spec);
        var strategy = spec.FillMap("updateStrategy");
        strategy.FillText("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.FillMap("rollingUpdate");
            rolling.Fill("maxUnavailable", 1);
            rolling.Fill("maxSurge", 0);
        }

        spec.Fill("revisionHistoryLimit", 10);
        FillZeros(obj, "currentNumberScheduled", "desiredNumberScheduled", "numberMisscheduled", "numberReady");
    }

    internal static void Deployment(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        PodDefaults.FillTemplate(spec);
        spec.Fill("replicas", 1);
        var strategy = spec.FillMap("strategy");
        strategy.FillText("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.FillMap("rollingUpdate");
            rolling.Fill("maxUnavailable", "25%");
            rolling.Fill("maxSurge", "25%");
        }

        spec.Fill("revisionHistoryLimit", 10);
        spec.Fill("progressDeadlineSeconds", 600);
        obj.FillMap("status");
    }

    internal static void ReplicaSet(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        PodDefaults.FillTemplate(spec);
        spec.Fill("replicas", 1);
        FillZeros(obj, "replicas");
    }

    internal static void StatefulSet(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        PodDefaults.FillTemplate(spec);
        spec.Fill("replicas", 1);
        spec.Fill("serviceName", "");
        spec.FillText("podManagementPolicy", "OrderedReady");
        spec.Fill("revisionHistoryLimit", 10);
        var strategy = spec.FillMap("updateStrategy");
        strategy.FillText("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            strategy.FillMap("rollingUpdate").Fill("partition", 0);
        var retention = spec.FillMap("persistentVolumeClaimRetentionPolicy");
        retention.FillText("whenDeleted", "Retain");
        retention.FillText("whenScaled", "Retain");
        foreach (var claim in spec.Items("volumeClaimTemplates"))
        {
            claim.FillText("apiVersion", "v1");
            claim.FillText("kind", "PersistentVolumeClaim");
            ObjectDefaults.PersistentVolumeClaim(claim);
        }

        FillZeros(obj, "availableReplicas", "replicas");
    }

    internal static void Job(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        PodDefaults.FillTemplate(spec);
        if (spec["parallelism"] is null)
            spec.Fill("completions", 1);
        spec.Fill("parallelism", 1);
        spec.Fill("backoffLimit", 6);
        spec.FillText("completionMode", "NonIndexed");
        spec.Fill("manualSelector", false);
        spec.Fill("suspend", false);
        spec.FillText("podReplacementPolicy", "TerminatingOrFailed");
        obj.FillMap("status");
    }

    internal static void CronJob(JsonObject obj)
    {
        var spec = obj.FillMap("spec");
        var template = spec.FillMap("jobTemplate");
        template.FillMap("metadata");
        PodDefaults.FillTemplate(template.FillMap("spec"));
        spec.FillText("concurrencyPolicy", "Allow");
        spec.Fill("suspend", false);
        spec.Fill("successfulJobsHistoryLimit", 3);
        spec.Fill("failedJobsHistoryLimit", 1);
        obj.FillMap("status");
    }

    /// <summary>Counters that the API always shows.</summary>
    internal static void FillZeros(JsonObject obj, params string[] counters)
    {
        var status = obj.FillMap("status");
        foreach (var counter in counters)
            status.Fill(counter, 0);
    }
}
