using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// The token that the kubelet gives a pod when it starts: bound to its ServiceAccount by uid, so that the API server refuses it once the
/// account was deleted, a new one of the same name or not. Its renewal by the kubelet, after 48 minutes or more, is not simulated.
/// </summary>
internal static class BoundToken
{
    /// <summary>What a pod is bound to that starts now; empty for a pod without a token.</summary>
    public static string AccountUid(JsonObject pod, ClusterView view) =>
        pod.At("spec", "automountServiceAccountToken")?.ToJsonString() == "false" ? "" : Account(pod, view).Text("metadata", "uid") ?? "";

    /// <summary>The API server answers 401 to what was given to <paramref name="pod"/>.</summary>
    public static bool IsRefused(JsonObject pod, string accountUid, ClusterView view) =>
        accountUid.Length > 0 && Account(pod, view).Text("metadata", "uid") != accountUid;

    private static JsonObject? Account(JsonObject pod, ClusterView view) =>
        view.Get(Kinds.ServiceAccounts, pod.Namespace(), pod.Text("spec", "serviceAccountName") ?? "default");
}
