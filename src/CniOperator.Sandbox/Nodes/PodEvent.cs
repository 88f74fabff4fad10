namespace CniOperator.Sandbox.Nodes;

/// <summary>An event about the pod, from the kubelet.</summary>
internal sealed record PodEvent(string Type, string Reason, string Message)
{
    public static PodEvent Normal(string reason, string message) => new("Normal", reason, message);

    public static PodEvent Warning(string reason, string message) => new("Warning", reason, message);
}
