using System.Text.Json.Nodes;

namespace CniOperator.Commands.Sandbox;

/// <summary>Lenient reading of Kubernetes objects: what is missing is empty.</summary>
internal static class JsonPath
{
    public sealed record ConditionView(string Type, string Status, string Reason, string Message);

    public static string Text(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var field in path)
            node = (node as JsonObject)?[field];
        return node is JsonValue ? node.ToString() : "";
    }

    public static IEnumerable<ConditionView> Conditions(JsonObject obj) =>
        (obj["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(c => new ConditionView(Text(c, "type"), Text(c, "status"), Text(c, "reason"), Text(c, "message")));

    public static ConditionView? Condition(JsonObject obj, string type) => Conditions(obj).FirstOrDefault(c => c.Type == type);

    /// <summary>The first container that waits for another reason than its turn.</summary>
    public static (string Reason, string Message)? WaitingContainer(JsonObject pod)
    {
        foreach (var list in (string[])["initContainerStatuses", "containerStatuses"])
        {
            foreach (var container in (pod["status"]?[list] as JsonArray ?? []).OfType<JsonObject>())
            {
                var waiting = container["state"]?["waiting"];
                if (Text(waiting, "reason") is { Length: > 0 } reason and not "PodInitializing" and not "ContainerCreating")
                    return (reason, Text(waiting, "message"));
            }
        }

        return null;
    }
}
