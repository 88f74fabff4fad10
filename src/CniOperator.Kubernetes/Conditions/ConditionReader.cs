using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Conditions;

/// <summary>Reads conditions of a status as the server has it.</summary>
public static class ConditionReader
{
    /// <summary>The condition of that type, or <c>null</c>.</summary>
    public static JsonObject? Find(JsonObject? status, string type) =>
        status.Items("conditions").FirstOrDefault(c => c.Text("type") == type);

    /// <summary>The status of the condition of that type, or <c>null</c>.</summary>
    public static string? StatusOf(JsonObject? status, string type) => Find(status, type).Text("status");
}
