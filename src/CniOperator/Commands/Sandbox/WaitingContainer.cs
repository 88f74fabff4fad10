using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Sandbox;

/// <summary>A container that cannot start.</summary>
/// <param name="Reason">Why, in one word of the kubelet: <c>ImagePullBackOff</c>, <c>CrashLoopBackOff</c>…</param>
/// <param name="Message">Why, in the kubelet's words.</param>
internal sealed record WaitingContainer(string Reason, string Message)
{
    private static readonly string[] StatusLists = ["initContainerStatuses", "containerStatuses"];

    /// <summary>The pod's first container that waits for something other than its turn; <c>null</c> if there is none.</summary>
    public static WaitingContainer? Of(JsonObject pod) =>
        StatusLists
            .SelectMany(list => pod.Items("status", list))
            .Select(container => container.At("state", "waiting"))
            .Where(waiting => waiting.Text("reason") is not (null or "" or "PodInitializing" or "ContainerCreating"))
            .Select(waiting => new WaitingContainer(waiting.Text("reason")!, waiting.Text("message") ?? ""))
            .FirstOrDefault();
}
