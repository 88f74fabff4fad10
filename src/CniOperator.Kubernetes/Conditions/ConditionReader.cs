using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Conditions;

/// <summary>Reads the conditions of a raw status or object.</summary>
public static class ConditionReader
{
    /// <summary>The condition of that type in a status, or <c>null</c>.</summary>
    public static JsonObject? Find(JsonObject? status, string type) =>
        status.Items("conditions").FirstOrDefault(c => c.Text("type") == type);

    /// <summary>The status of the condition of that type, or <c>null</c>.</summary>
    public static string? StatusOf(JsonObject? status, string type) => Find(status, type).Text("status");

    /// <summary>The condition of that type of an object, or <c>null</c>.</summary>
    public static JsonObject? Condition(this JsonObject obj, string type) => Find(obj.Map("status"), type);

    /// <summary>True when the object has a condition of that type with that status.</summary>
    public static bool ConditionIs(this JsonObject obj, string type, string status) => StatusOf(obj.Map("status"), type) == status;
}
