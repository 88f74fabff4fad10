using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>The Node object that a simulated kubelet registers and keeps up to date: a kubeadm-like cluster without a network.</summary>
internal static class NodeStatus
{
    public const string KubeletVersion = "v1.36.2-sandbox";

    /// <summary>What a kubelet says while the runtime has no network configuration.</summary>
    public const string NetworkNotReady =
        "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized";

    public static JsonObject Register(NodeMachine machine, string architecture, DateTimeOffset now)
    {
        var node = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = machine.Name,
                ["labels"] = new JsonObject
                {
                    ["beta.kubernetes.io/arch"] = architecture,
                    ["beta.kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = architecture,
                    ["kubernetes.io/hostname"] = machine.Name,
                    ["kubernetes.io/os"] = "linux",
                },
                ["annotations"] = new JsonObject { ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true" },
            },
            // What the TaintNodesByCondition admission adds to every new node.
            ["spec"] = new JsonObject
            {
                ["taints"] = new JsonArray(new JsonObject { ["key"] = "node.kubernetes.io/not-ready", ["effect"] = "NoSchedule" }),
            },
        };
        node["status"] = Status(node, machine, architecture, now);
        return node;
    }

    /// <summary>
    /// The status as it should be now; equal to the present one when nothing changed. <paramref name="trouble"/> is why the node is not
    /// ready, whatever its network.
    /// </summary>
    public static JsonObject Status(JsonObject node, NodeMachine machine, string architecture, DateTimeOffset now, string? trouble = null)
    {
        var status = (node["status"] as JsonObject)?.Clone() ?? [];
        var addresses = machine.Addresses.Select(a => Address("InternalIP", a)).Append(Address("Hostname", machine.Name));
        status["addresses"] = JsonNodes.ListOf(addresses);
        status["capacity"] = Resources("4", "8145424Ki");
        status["allocatable"] = Resources("4", "8043024Ki");
        status["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } };
        status["nodeInfo"] = Info(machine.Name, architecture);
        status["images"] = JsonNodes.ListOf(
            machine.Disk.Images.Select(i => (JsonNode)new JsonObject { ["names"] = new JsonArray((JsonNode)i), ["sizeBytes"] = 0 })
        );
        status["conditions"] = Conditions(status["conditions"] as JsonArray ?? [], machine, now, trouble);
        return status;
    }

    private static JsonArray Conditions(JsonArray before, NodeMachine machine, DateTimeOffset now, string? trouble)
    {
        var conditions = (JsonArray)before.DeepClone();
        ConditionWriter.Set(
            conditions,
            "MemoryPressure",
            "False",
            now,
            "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available"
        );
        ConditionWriter.Set(conditions, "DiskPressure", "False", now, "KubeletHasNoDiskPressure", "kubelet has no disk pressure");
        ConditionWriter.Set(conditions, "PIDPressure", "False", now, "KubeletHasSufficientPID", "kubelet has sufficient PID available");
        if (trouble is not null || machine.Disk.CniPlugin is null)
            ConditionWriter.Set(conditions, "Ready", "False", now, "KubeletNotReady", trouble ?? NetworkNotReady);
        else
            ConditionWriter.Set(conditions, "Ready", "True", now, "KubeletReady", "kubelet is posting ready status");
        foreach (var condition in machine.Pending.SelectMany(e => e.Conditions))
            ConditionWriter.Set(conditions, condition.Type, condition.Status, now, condition.Reason, condition.Message);
        // The heartbeat is the lease; the condition's own time moves only with a report (KEP-589).
        foreach (var condition in conditions.OfType<JsonObject>())
            condition["lastHeartbeatTime"] ??= now.ToApiTime();
        return conditions;
    }

    private static JsonObject Address(string type, string address) => new() { ["type"] = type, ["address"] = address };

    private static JsonObject Resources(string cpu, string memory) =>
        new()
        {
            ["cpu"] = cpu,
            ["ephemeral-storage"] = "51474912Ki",
            ["hugepages-2Mi"] = "0",
            ["memory"] = memory,
            ["pods"] = "110",
        };

    private static JsonObject Info(string name, string architecture) =>
        new()
        {
            ["architecture"] = architecture,
            ["bootID"] = $"{Hashes.Fnv64(name + "boot"):x16}",
            ["containerRuntimeVersion"] = "containerd://2.2.1-sandbox",
            ["kernelVersion"] = "6.12.0-sandbox",
            ["kubeProxyVersion"] = "",
            ["kubeletVersion"] = KubeletVersion,
            ["machineID"] = $"{Hashes.Fnv64(name + "machine"):x16}",
            ["operatingSystem"] = "linux",
            ["osImage"] = "CniOperator sandbox (simulated, never production)",
            ["systemUUID"] = $"{Hashes.Fnv64(name + "system"):x16}",
        };
}
