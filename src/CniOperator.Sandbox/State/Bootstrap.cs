using System.Net;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.State;

/// <summary>What kube-apiserver itself creates in an empty cluster.</summary>
internal static class Bootstrap
{
    private const string Manager = "kube-apiserver";

    internal static void Fill(ClusterState state)
    {
        foreach (var name in new[] { "default", "kube-node-lease", "kube-public", "kube-system" })
            Create(state, "", "namespaces", "v1", "Namespace", name, null, []);
        PriorityClass(state, "system-cluster-critical", 2_000_000_000);
        PriorityClass(state, "system-node-critical", 2_000_001_000);
        Create(state, "", "services", "v1", "Service", "kubernetes", "default", ApiService(state.Options.ServiceCidrs[0]));
        var ranges = new JsonArray([.. state.Options.ServiceCidrs.Select(c => JsonValue.Create(c))]);
        Create(
            state,
            "networking.k8s.io",
            "servicecidrs",
            "networking.k8s.io/v1",
            "ServiceCIDR",
            "kubernetes",
            null,
            new JsonObject { ["spec"] = new JsonObject { ["cidrs"] = ranges } }
        );
    }

    private static JsonObject ApiService(string range)
    {
        var bytes = IPNetwork.Parse(range).BaseAddress.GetAddressBytes();
        bytes[^1]++;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" },
            },
            ["spec"] = new JsonObject
            {
                ["clusterIP"] = new IPAddress(bytes).ToString(),
                ["ports"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "https",
                        ["port"] = 443,
                        ["protocol"] = "TCP",
                        ["targetPort"] = 6443,
                    }
                ),
                ["sessionAffinity"] = "None",
                ["type"] = "ClusterIP",
            },
        };
    }

    private static void PriorityClass(ClusterState state, string name, int value) =>
        Create(
            state,
            "scheduling.k8s.io",
            "priorityclasses",
            "scheduling.k8s.io/v1",
            "PriorityClass",
            name,
            null,
            new JsonObject { ["value"] = value, ["preemptionPolicy"] = "PreemptLowerPriority" }
        );

    private static void Create(
        ClusterState state,
        string group,
        string plural,
        string apiVersion,
        string kind,
        string name,
        string? ns,
        JsonObject content
    )
    {
        content["apiVersion"] = apiVersion;
        content["kind"] = kind;
        var metadata = content.Metadata();
        metadata["name"] = name;
        if (ns is not null)
            metadata["namespace"] = ns;
        state.Create(new ResourceName(group, plural), content, Manager);
    }
}
