using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;

namespace CniOperator.Core.Decisions;

/// <summary>Writes a status as the CRD's schema has it; what is unknown is left out.</summary>
public static class StatusJson
{
    /// <summary>The status as JSON.</summary>
    public static JsonObject Write(ClusterNetworkStatus status)
    {
        var json = new JsonObject { ["observedGeneration"] = status.ObservedGeneration };
        Add(json, "provider", status.Provider);
        Add(json, "version", status.Version);
        Add(json, "mtu", status.Mtu);
        json["conditions"] = List(status.Conditions, Condition);
        if (status.AddressPlan is { } plan)
            json["addressPlan"] = AddressPlan(plan);
        if (status.Rollout is { } rollout)
            json["rollout"] = Rollout(rollout);
        if (status.Connectivity is { } connectivity)
            json["connectivity"] = ConnectivityJson.Write(connectivity);
        if (status.NetworkModel.Count > 0)
            json["networkModel"] = List(status.NetworkModel, r => new JsonObject
            {
                ["requirement"] = r.Requirement,
                ["status"] = r.Status,
                ["message"] = r.Message,
            });
        if (status.Applied is { } applied)
            json["applied"] = new JsonObject
            {
                ["objects"] = applied.Objects,
                ["hash"] = applied.Hash,
                ["lastChange"] = Time(applied.LastChange),
            };
        return json;
    }

    /// <summary>RFC 3339 in UTC, whole seconds, as <c>metav1.Time</c> is written.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Condition(Condition condition) =>
        new()
        {
            ["type"] = condition.Type,
            ["status"] = condition.Status,
            ["reason"] = condition.Reason,
            ["message"] = condition.Message,
            ["observedGeneration"] = condition.ObservedGeneration,
            ["lastTransitionTime"] = Time(condition.LastTransitionTime),
        };

    private static JsonObject AddressPlan(AddressPlanStatus plan)
    {
        var json = new JsonObject();
        Add(json, "capacityNodes", plan.CapacityNodes);
        Add(json, "allocatedNodes", plan.AllocatedNodes);
        Add(json, "freeNodes", plan.FreeNodes);
        Add(json, "podsPerNode", plan.PodsPerNode);
        Add(json, "utilizationPercent", plan.UtilizationPercent);
        json["findings"] = List(plan.Findings, f => new JsonObject
        {
            ["rule"] = f.Rule,
            ["severity"] = f.Severity,
            ["subject"] = f.Subject,
            ["message"] = f.Message,
            ["fix"] = f.Fix,
            ["acknowledged"] = f.Acknowledged,
        });
        Add(json, "findingsOmitted", plan.FindingsOmitted);
        return json;
    }

    private static JsonObject Rollout(RolloutStatus rollout)
    {
        var json = new JsonObject
        {
            ["phase"] = rollout.Phase,
            ["desired"] = rollout.Desired,
            ["updated"] = rollout.Updated,
            ["ready"] = rollout.Ready,
            ["unavailable"] = rollout.Unavailable,
            ["failedNodes"] = rollout.FailedNodes,
        };
        Add(json, "nodes", rollout.Nodes);
        json["problems"] = List(rollout.Problems, Problem);
        Add(json, "problemsOmitted", rollout.ProblemsOmitted);
        return json;
    }

    private static JsonObject Problem(RolloutProblem problem)
    {
        var json = new JsonObject
        {
            ["node"] = problem.Node,
            ["pod"] = problem.Pod,
            ["reason"] = problem.Reason,
            ["message"] = problem.Message,
        };
        Add(json, "log", problem.Log);
        return json;
    }

    internal static JsonArray List<T>(IReadOnlyList<T> items, Func<T, JsonObject> write) => new([.. items.Select(write)]);

    internal static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
            json[name] = value;
    }
}
