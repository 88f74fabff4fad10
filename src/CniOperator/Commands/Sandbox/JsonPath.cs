using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Sandbox;

/// <summary>Lenient reading of Kubernetes objects: what is missing is empty.</summary>
internal static class JsonPath
{
    public sealed record ConditionView(string Type, string Status, string Reason, string Message);

    public static string Text(JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) is JsonValue value ? value.ToString() : "";

    public static IEnumerable<ConditionView> Conditions(JsonObject obj) =>
        obj.Items("status", "conditions")
            .Select(c => new ConditionView(Text(c, "type"), Text(c, "status"), Text(c, "reason"), Text(c, "message")));

    public static ConditionView? Condition(JsonObject obj, string type) => Conditions(obj).FirstOrDefault(c => c.Type == type);

    /// <summary>The first container that waits for another reason than its turn.</summary>
    public static (string Reason, string Message)? WaitingContainer(JsonObject pod)
    {
        foreach (var list in (string[])["initContainerStatuses", "containerStatuses"])
        {
            foreach (var container in pod.Items("status", list))
            {
                var waiting = container["state"]?["waiting"];
                if (Text(waiting, "reason") is { Length: > 0 } reason and not "PodInitializing" and not "ContainerCreating")
                    return (reason, Text(waiting, "message"));
            }
        }

        return null;
    }
}
