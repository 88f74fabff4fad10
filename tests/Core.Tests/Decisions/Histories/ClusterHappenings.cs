using System.Text.Json.Nodes;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Tests.Decisions.Histories;

/// <summary>What happens to nodes and pods, and time.</summary>
internal static class ClusterHappenings
{
    private static readonly double[] Pauses = [0.3, 1, 2, 10, 40, 61, 120, 600, 660, 3600];

    internal static IEnumerable<Happening> All { get; } =
    [
        new("time passes", (w, n) => w.Now += TimeSpan.FromSeconds(Pauses[n])),
        new("pods run", (w, n) => Run(w, n)),
        new("all pods run", (w, _) => Run(w, w.Nodes.Count)),
        new("a pod crashes", (w, n) => Pod(w, n, p => Waiting(p, "CrashLoopBackOff", new string('<', 300 * n)))),
        new("a pod's image cannot be pulled", (w, n) => Pod(w, n, p => Waiting(p, "ImagePullBackOff", null))),
        new("a pod starts slowly", (w, n) => Pod(w, n, p => Waiting(p, "ContainerCreating", null) with { Phase = "Pending" })),
        new("a pod finds no node", (w, n) =>
            Pod(w, n, p => p with { Ready = false, Phase = "Pending", Unschedulable = "0/3 nodes: untolerated taint" })
        ),
        new("a pod ends", (w, n) => Pod(w, n, p => p with { Ready = false, DeletedAt = w.Now })),
        new("a pod is gone", (w, n) => w.Pods = [.. w.Pods.Where((_, i) => i != n)]),
        new("all pods are gone", (w, _) => w.Pods = []),
        new("a pod of something else is there", (w, n) => w.Pods = [
                .. w.Pods,
                new PodView
                {
                    Namespace = "net",
                    Name = $"x-{n}",
                    OwnerUid = "x",
                    Phase = "Running",
                    CreatedAt = w.Now,
                },
            ]),
        new("a node joins", (w, n) => Join(w, n)),
        new("a node goes", (w, n) => w.Nodes.RemoveAll(x => w.Nodes.IndexOf(x) == n)),
        new("a node is ready", (w, n) => Node(w, n, "status", """{"conditions":[{"type":"Ready","status":"True"}]}""")),
        new("a node's kubelet is silent", (w, n) => Node(w, n, "status", """{"conditions":[{"type":"Ready","status":"Unknown"}]}""")),
        new("a node is cordoned", (w, n) => Node(w, n, "spec", $$"""{"unschedulable":true,"podCIDRs":["10.244.{{n + 1}}.0/24"]}""")),
        new("a node has no podCIDR", (w, n) => Node(w, n, "spec", "{}")),
        new("a node has its podCIDR", (w, n) => Node(w, n, "spec", $$"""{"podCIDRs":["10.244.{{n + 1}}.0/24"]}""")),
        new("a node has another one's podCIDR", (w, n) => Node(w, n, "spec", """{"podCIDRs":["10.244.2.0/24"]}""")),
        new("a node has a podCIDR elsewhere", (w, n) => Node(w, n, "spec", """{"podCIDRs":["172.31.0.0/24"]}""")),
        new("a node has an unreadable podCIDR", (w, n) =>
            Node(w, n, "spec", $$"""{"podCIDRs":["10.244.0/{{new string('9', 100 * n)}}"]}""")
        ),
        new("a node's address is in the pod network", (w, n) =>
            Node(w, n, "status", """{"addresses":[{"type":"InternalIP","address":"10.244.0.9"}]}""")
        ),
        new("there are many bad nodes", (w, _) => Enumerable.Range(300, 120).ToList().ForEach(i => Join(w, i))),
    ];

    private static void Run(World w, int ready)
    {
        if (w.Cluster.ContainsKey(w.Key("DaemonSet")))
            w.RunPods(ready);
    }

    private static void Pod(World w, int n, Func<PodView, PodView> change) => w.Pods = [.. w.Pods.Select((p, i) => i == n ? change(p) : p)];

    private static PodView Waiting(PodView pod, string reason, string? words) =>
        pod with
        {
            Ready = false,
            Containers = [new ContainerView("main", reason, null, 1, "Error", words, false, 3)],
        };

    private static void Join(World w, int n)
    {
        var node = WorldNodes.Node(n);
        if (!w.Nodes.Exists(x => x["metadata"]!["name"]!.ToString() == node["metadata"]!["name"]!.ToString()))
            w.Nodes.Add(node);
    }

    private static void Node(World w, int n, string part, string json)
    {
        if (n >= w.Nodes.Count)
            return;
        var changed = (JsonObject)w.Nodes[n].DeepClone();
        changed[part] = Live.Json(json);
        w.Nodes[n] = changed;
    }
}
