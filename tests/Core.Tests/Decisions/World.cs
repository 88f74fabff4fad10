using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>A small cluster of plain data, in which a decision can be carried out: applied objects become live, the status is stored.</summary>
internal sealed class World
{
    internal DateTimeOffset Now { get; set; } = Live.Time;

    internal JsonObject Network { get; } =
        Live.Json(
            """
            {"apiVersion":"cni-operator.io/v1alpha1","kind":"ClusterNetwork",
             "metadata":{"name":"default","uid":"n1","generation":1,"resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"},
             "spec":{"provider":"test"},"status":{"observedGeneration":-1}}
            """
        );

    internal List<NetworkObject> Others { get; } = [];

    internal List<Manifest> Objects { get; } =
    [
        Object("v1", "Namespace", null, "net"),
        Object("v1", "ConfigMap", "net", "cfg", """{"data":{"a":"1"}}"""),
        Object("apps/v1", "DaemonSet", "net", "ds", """{"spec":{"selector":{"matchLabels":{"app":"x"}}}}"""),
    ];

    internal List<Finding> Findings { get; } = [];

    internal bool FromRecord { get; set; }

    /// <summary>The findings that block do not hold the spec back: it runs already.</summary>
    internal bool Runs { get; set; }

    internal List<Finding> Addresses { get; } = [];

    internal PlanReport? Plan { get; set; }

    internal Addon? Addon { get; set; }

    internal List<string> Acknowledged { get; } = [];

    internal Dictionary<ObjectKey, JsonObject> Cluster { get; } = [];

    internal JsonObject? Record { get; set; }

    internal List<NodeView> Nodes { get; } =
    [.. Enumerable.Range(1, 3).Select(i => new NodeView($"node-{i}", false, "False", true, Live.Time) { Uid = $"uid-{i}" })];

    internal List<PodView> Pods { get; set; } = [];

    internal List<WatchGap> Gaps { get; } = [];

    internal ApplyMemory Memory { get; set; } = ApplyMemory.Empty;

    /// <summary>As <see cref="Memory"/>, of nodes; <c>null</c> after a restart.</summary>
    internal IReadOnlySet<NodeFinding>? Told { get; set; }

    internal List<Notice> Events { get; } = [];

    internal Observation Observe() =>
        new()
        {
            Now = Now,
            Network = new NetworkObject((JsonObject)Network.DeepClone()),
            Others = Others,
            Intent = new Intent
            {
                Readable = true,
                FromRecord = FromRecord,
                Findings = [.. Findings, .. Addresses],
                Addresses = Addresses,
                Plan = Plan,
                Spec = Blocked ? null : new ClusterNetworkSpec { Provider = "test", Acknowledge = Acknowledged },
                Addon = Addon,
                SpecJson = Blocked ? null : (JsonObject)Network["spec"]!.DeepClone(),
                Rendering = Blocked ? null : new RenderResult(Objects, [], "v1", null, Hash, []),
            },
            Nodes = Nodes,
            Live = new Dictionary<ObjectKey, JsonObject>(Cluster),
            Pods = Pods,
            Record = Record,
            Gaps = Gaps,
            Memory = Memory,
            Told = Told,
        };

    /// <summary>Decides, acts, decides once more and stores the status, as the controller does.</summary>
    internal Decision Reconcile(Func<ApplyAction, ApplyFailure?>? refuse = null)
    {
        var decision = Decider.Decide(Observe());
        if (decision.HasActions)
        {
            Act(decision, refuse);
            decision = Decider.Decide(Observe());
        }

        // At the end of a deletion the engine takes the finalizer off.
        if (decision.AttachFinalizer == false && Network["metadata"]!["deletionTimestamp"] is not null)
            Network["metadata"]!["finalizers"] = new JsonArray();
        if (decision.Status is { } status)
        {
            Network["status"] = status.DeepClone();
            Network["metadata"]!["managedFields"] = new JsonArray(Live.StatusEntry(status));
        }

        Events.AddRange(decision.Events);
        Told = decision.Told ?? Told;
        return decision;
    }

    /// <summary>The DaemonSet's controller and the kubelets do their work.</summary>
    internal void RunPods(int ready)
    {
        var key = Objects.First(o => o.Key.Kind == "DaemonSet").Key;
        Cluster[key]["status"] = new JsonObject
        {
            ["observedGeneration"] = 1,
            ["desiredNumberScheduled"] = Nodes.Count,
            ["updatedNumberScheduled"] = Nodes.Count,
            ["numberReady"] = ready,
            ["numberAvailable"] = ready,
        };
        Pods =
        [
            .. Nodes.Select(
                (n, i) =>
                    new PodView
                    {
                        Namespace = "net",
                        Name = $"ds-{i}",
                        OwnerUid = Cluster[key].Text("metadata", "uid")!,
                        Node = n.Name,
                        Phase = "Running",
                        CreatedAt = Now,
                        Ready = i < ready,
                        ReadyChangedAt = Now,
                    }
            ),
        ];
    }

    internal string? Condition(string type) => ConditionReader.StatusOf(Network["status"] as JsonObject, type);

    internal string Text(string type, string field) => ConditionReader.Find(Network["status"] as JsonObject, type).Text(field) ?? "";

    internal static Manifest Object(string apiVersion, string kind, string? ns, string name, string more = "{}", string network = "default")
    {
        var json = Live.Json(more);
        json["apiVersion"] = apiVersion;
        json["kind"] = kind;
        json["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [ClusterNetworkApi.ManagedByLabel] = Live.Us, [ClusterNetworkApi.NetworkLabel] = network },
        };
        if (ns is not null)
            json["metadata"]!["namespace"] = ns;
        return Manifest.Of(json);
    }

    private bool Blocked => Findings.Concat(Addresses).Any(f => f.Blocks) && !FromRecord && !Runs;

    private string Hash =>
        string.Join('|', Objects.Select(o => o.Json.ToJsonString())).GetHashCode(StringComparison.Ordinal).ToString("x8", null);

    private void Act(Decision decision, Func<ApplyAction, ApplyFailure?>? refuse)
    {
        var applied = new List<(ApplyAction, JsonObject)>();
        var failed = new List<ApplyFailure>();
        foreach (var action in decision.Waves.SelectMany(w => w))
        {
            if (refuse?.Invoke(action) is { } failure)
            {
                failed.Add(failure with { Hash = action.Hash });
                continue;
            }

            var live = Live.AppliedByUs(action.Desired.Json, uid: "uid-" + action.Desired.Key.Name);
            if (action.Desired.Key == SpecRecord.KeyOf("default"))
                Record = live;
            else
                Cluster[action.Desired.Key] = live;
            applied.Add((action, live));
        }

        foreach (var delete in decision.Deletes)
            Cluster.Remove(delete.Key);
        if (decision.AttachFinalizer is { } attach && Network["metadata"]!["deletionTimestamp"] is null)
            Network["metadata"]!["finalizers"] = attach ? new JsonArray(Decision.Finalizer) : new JsonArray();
        var outcome = new Outcome(applied, decision.Deletes, failed);
        Memory = outcome.Remember(Memory);
        Events.AddRange(outcome.Notices());
    }
}
