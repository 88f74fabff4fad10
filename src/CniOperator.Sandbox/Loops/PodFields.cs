using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Loops;

/// <summary>Reads the parts of a pod spec that the kubelet acts on.</summary>
internal static class PodFields
{
    /// <summary>The name of a container, volume or port (not of an API object).</summary>
    public static string PartName(this JsonObject part) => part.Text("name") ?? "";

    public static bool IsHostNetwork(this JsonObject pod) => pod.Flag("spec", "hostNetwork");

    public static string RestartPolicy(this JsonObject pod) => pod.Text("spec", "restartPolicy") ?? "Always";

    public static bool IsFinished(this JsonObject pod) => pod.Text("status", "phase") is "Succeeded" or "Failed";

    public static bool IsReady(this JsonObject pod) => pod.ConditionIs("Ready", "True");

    public static JsonObject? ContainerSpec(this JsonObject pod, string name) =>
        pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).FirstOrDefault(c => c.PartName() == name);
}
