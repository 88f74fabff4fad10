using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Connectivity;

/// <summary>Whether a network's connectivity is observed at all.</summary>
internal static class NotObserved
{
    /// <summary>Why it is not, in a sentence; <c>null</c> when it is.</summary>
    public static string? Why(JsonObject network)
    {
        var name = $"ClusterNetwork/{network.Name()}";
        if (ConditionReader.Find(network["status"] as JsonObject, ConditionTypes.PodToPod) is not { } condition)
            return $"Connectivity of {name} is not observed: no operator has looked at it yet.";
        var reason = condition.Text("reason");
        return reason is ConditionReasons.HealthDisabled or ConditionReasons.NotObserved or ConditionReasons.NothingRendered
            ? $"Connectivity of {name} is not observed ({reason}): {condition.Text("message")}."
            : null;
    }
}
