using System.Text.Json.Nodes;
using CniOperator.Connectivity.Observing;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Operator.Tests.Connectivity;

/// <summary>Objects of the API as the caches would hand them out.</summary>
internal static class Sight
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static JsonObject Node(int i, Action<JsonObject>? change = null) =>
        Changed(
            $$$$"""
            {"metadata":{"name":"node-{{{{i}}}}","uid":"uid-{{{{i}}}}","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"kubernetes.io/os":"linux","topology.kubernetes.io/zone":"{{{{"abc"[
                i % 3
            ]}}}}"}},
             "spec":{},"status":{"addresses":[{"type":"Hostname","address":"node-{{{{i}}}}"},{"type":"InternalIP","address":"192.0.2.{{{{i}}}}"}],"conditions":[{"type":"Ready","status":"True"}]}}
            """,
            change
        );

    internal static JsonObject Pod(int node, string role, Action<JsonObject>? change = null) =>
        Changed(
            $$$$"""
            {"metadata":{"name":"{{{{role}}}}-{{{{node}}}}","namespace":"cni-operator-system","uid":"pod-{{{{role}}}}-{{{{node}}}}","resourceVersion":"1","labels":{"cni-operator.io/agent":"{{{{role}}}}","app":"x"}},
             "spec":{"nodeName":"node-{{{{node}}}}"},
             "status":{"phase":"Running","podIP":"{{{{Address(node, role)}}}}","podIPs":[{"ip":"{{{{Address(
                node,
                role
            )}}}}"}],"conditions":[{"type":"Ready","status":"True"}],
                       "containerStatuses":[{"ready":true,"state":{"running":{"startedAt":"2026-02-01T00:00:00Z"}}}]}}
            """,
            change
        );

    internal static string Address(int node, string role) =>
        role switch
        {
            "canary" => $"10.244.{node}.2",
            "echo" => $"10.244.{node}.3",
            _ => $"192.0.2.{node}",
        };

    internal static void Put(this NodeDirectory directory, JsonObject node, JsonObject? before = null) =>
        directory.OnNode(
            new ObjectChange<Unstructured>(
                before is null ? ChangeType.Added : ChangeType.Modified,
                before is null ? null : new Unstructured(before),
                new Unstructured(node),
                false
            )
        );

    internal static void PutPod(this NodeDirectory directory, JsonObject pod, JsonObject? before = null) =>
        directory.OnPod(
            new ObjectChange<AgentPod>(
                before is null ? ChangeType.Added : ChangeType.Modified,
                before is null ? null : AgentPod.Of(before),
                AgentPod.Of(pod),
                false
            )
        );

    /// <summary>A directory of nodes on which all agents run.</summary>
    internal static NodeDirectory Directory(int count)
    {
        var directory = new NodeDirectory();
        for (var i = 1; i <= count; i++)
        {
            directory.Put(Node(i));
            foreach (var role in new[] { "canary", "echo", "prober" })
                directory.PutPod(Pod(i, role));
        }

        return directory;
    }

    private static JsonObject Changed(string json, Action<JsonObject>? change)
    {
        var parsed = Lab.Json(json);
        change?.Invoke(parsed);
        return parsed;
    }
}
