using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Http;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Benchmarks.Reconcile;

/// <summary>The embedded API server without controllers and kubelets: nothing in it moves, and thousands of nodes cost no time.</summary>
internal sealed class StillCluster : IAsyncDisposable
{
    private const string Manager = "benchmark";
    private static readonly ResourceName Pods = new("", "pods");
    private static readonly ResourceName Nodes = new("", "nodes");
    private static readonly (ResourceName Resource, string Kind)[] Workloads =
    [
        (new ResourceName("apps", "daemonsets"), "DaemonSet"),
        (new ResourceName("apps", "deployments"), "Deployment"),
    ];

    private const string Crash = """
        { "name": "main", "restartCount": 7, "state": { "waiting": { "reason": "CrashLoopBackOff", "message": "back-off 5m0s" } },
          "lastState": { "terminated": { "exitCode": 1, "reason": "Error",
            "message": "I0101 00:00:00.000000       1 main.go:1] hello\nE0101 00:00:00.000001       1 main.go:2] no podCIDR assigned\nI0101 00:00:00.000002       1 main.go:3] bye" } } }
        """;

    private readonly ApiServer _server;

    private StillCluster(ApiServer server) => _server = server;

    internal Uri Url => _server.Url;

    internal ClusterState State => _server.State;

    /// <summary>How many requests asked for a change.</summary>
    internal int Writes => _server.Journal.Entries.Count(e => e.IsWrite);

    internal static async Task<StillCluster> StartAsync(int nodes)
    {
        var cluster = new StillCluster(await ApiServer.StartAsync(new ClusterState(TimeProvider.System)));
        for (var i = 0; i < nodes; i++)
            cluster.CreateNode(i);
        return cluster;
    }

    internal void Create(string group, string plural, JsonObject json) => State.Create(new ResourceName(group, plural), json, Manager);

    /// <summary>Does what controllers, scheduler and kubelets would: each workload has its pods.</summary>
    /// <param name="statusOf">The status of the pod with that number.</param>
    internal void RunWorkloads(Func<int, PodState> statusOf)
    {
        var nodes = State.List(Nodes).Select(n => n.Text("metadata", "name")!).ToList();
        foreach (var (resource, kind) in Workloads)
        foreach (var workload in State.List(resource))
        {
            var perNode = kind == "DaemonSet";
            var on = perNode ? nodes : [.. nodes.Take((int)workload.Number(1, "spec", "replicas"))];
            for (var i = 0; i < on.Count; i++)
                CreatePod(workload, perNode ? kind : "ReplicaSet", on[i], i, statusOf(i));
            workload["status"] = Status(workload, on.Count, Enumerable.Range(0, on.Count).Count(i => statusOf(i) == PodState.Ready));
            State.Update(resource, workload, Manager, "status");
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void CreateNode(int i) =>
        Create(
            "",
            "nodes",
            Json(
                $$"""
                { "apiVersion": "v1", "kind": "Node",
                  "metadata": { "name": "node-{{i}}", "labels": { "kubernetes.io/os": "linux", "kubernetes.io/hostname": "node-{{i}}" } },
                  "spec": { "podCIDR": "10.{{224 + (i / 256)}}.{{i % 256}}.0/24", "podCIDRs": ["10.{{224 + (i / 256)}}.{{i % 256}}.0/24"] },
                  "status": { "capacity": { "pods": "110" },
                    "addresses": [{ "type": "InternalIP", "address": "172.18.{{i / 250}}.{{(i % 250) + 1}}" }],
                    "conditions": [{ "type": "Ready", "status": "True", "reason": "KubeletReady" }] } }
                """
            )
        );

    private void CreatePod(JsonObject workload, string ownerKind, string node, int number, PodState state)
    {
        var template = (JsonObject)workload["spec"]!["template"]!.DeepClone();
        var spec = template["spec"]!;
        spec["nodeName"] = node;
        var metadata = template["metadata"]!;
        metadata["name"] = $"{workload.Text("metadata", "name")}-{number}";
        metadata["namespace"] = workload.Text("metadata", "namespace");
        metadata["ownerReferences"] = new JsonArray(
            new JsonObject
            {
                ["apiVersion"] = "apps/v1",
                ["kind"] = ownerKind,
                ["name"] = workload.Text("metadata", "name"),
                ["uid"] = workload.Text("metadata", "uid"),
                ["controller"] = true,
            }
        );
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata.DeepClone(),
            ["spec"] = spec.DeepClone(),
        };
        var created = State.Create(Pods, pod, Manager);
        created["status"] = Json(
            $$"""
            { "phase": "{{(state == PodState.Starting ? "Pending" : "Running")}}", "startTime": "2026-01-01T00:00:00Z", "conditions": [
              { "type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z" },
              { "type": "Ready", "status": "{{state == PodState.Ready}}", "lastTransitionTime": "2026-01-01T00:00:00Z" }],
              "containerStatuses": [{{(state == PodState.Failing ? Crash : "")}}] }
            """
        );
        State.Update(Pods, created, Manager, "status");
    }

    private static JsonObject Status(JsonObject workload, int pods, int ready) =>
        new()
        {
            ["observedGeneration"] = workload.Number(1, "metadata", "generation"),
            ["desiredNumberScheduled"] = pods,
            ["currentNumberScheduled"] = pods,
            ["updatedNumberScheduled"] = pods,
            ["numberReady"] = ready,
            ["numberAvailable"] = ready,
            ["numberMisscheduled"] = 0,
            ["replicas"] = pods,
            ["updatedReplicas"] = pods,
            ["readyReplicas"] = ready,
            ["availableReplicas"] = ready,
        };

    private static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;
}
