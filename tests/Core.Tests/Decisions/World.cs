using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>
/// A small cluster of plain data. Facts are read from it, the real pipeline makes the desired state of them, and the decision is carried
/// out in it: applied objects become live, the status is stored.
/// </summary>
internal sealed class World
{
    private readonly WorldNodes _nodes = new();
    private SpecPipeline? _pipeline;
    private AccountHistory _accounts = AccountHistory.Empty;
    private NetworkObject? _network;
    private int _created;

    internal DateTimeOffset Now { get; set; } = Live.Time;

    internal JsonObject Network { get; } =
        Live.Json(
            """
            {"apiVersion":"cni-operator.io/v1alpha1","kind":"ClusterNetwork",
             "metadata":{"name":"default","uid":"n1","generation":1,"resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"},
             "spec":{"provider":"test","podNetwork":{"cidrs":["10.244.0.0/16"]}},"status":{"observedGeneration":-1}}
            """
        );

    internal JsonObject Spec => (JsonObject)Network["spec"]!;

    internal JsonObject Metadata => (JsonObject)Network["metadata"]!;

    internal List<NetworkObject> Others { get; } = [];

    internal TestAddon Addon { get; } = new();

    internal List<Manifest> Objects => Addon.Objects;

    /// <summary>The live objects with a network's label; the record is apart.</summary>
    internal Dictionary<ObjectKey, JsonObject> Cluster { get; } = [];

    internal JsonObject? Record { get; set; }

    /// <summary>What else the operator keeps in its namespace.</summary>
    internal Dictionary<ObjectKey, JsonObject> OwnObjects { get; } = [];

    internal ObjectKey RecordKey => Progress.KeyOf(Metadata.Text("name")!);

    /// <summary><c>v1</c> Nodes. To change one, put another instance in its place.</summary>
    internal List<JsonObject> Nodes { get; } = [.. Enumerable.Range(1, 3).Select(i => WorldNodes.Node(i))];

    internal List<PodView> Pods { get; set; } = [];

    internal List<WatchGap> Gaps { get; } = [];

    /// <summary>As <see cref="Facts.Dataplanes"/>.</summary>
    internal ObservedDataplanes Dataplanes { get; set; } = ObservedDataplanes.None;

    /// <summary>As <see cref="Facts.Census"/>.</summary>
    internal PodCensus? Census { get; set; }

    /// <summary>As <see cref="Facts.DataplanesGap"/>.</summary>
    internal WatchGap? DataplanesGap { get; set; }

    internal ApplyMemory Memory { get; set; } = ApplyMemory.Empty;

    /// <summary>As <see cref="Memory"/>, of nodes; <c>null</c> after a restart.</summary>
    internal IReadOnlySet<NodeFinding>? Reported { get; set; }

    internal List<Event> Events { get; } = [];

    /// <summary>What a webhook makes of each object that is applied, within the request.</summary>
    internal Action<JsonObject>? Admission { get; set; }

    /// <summary>As <see cref="Facts.Agents"/>.</summary>
    internal AgentSettings? Agents { get; set; }

    /// <summary>As <see cref="Facts.AgentKeys"/>.</summary>
    internal AgentKeys? Keys { get; set; }

    /// <summary>As <see cref="Facts.Connectivity"/>.</summary>
    internal ConnectivityFacts? Connectivity { get; set; }

    /// <summary>As <see cref="Facts.UnseenUntil"/>.</summary>
    internal DateTimeOffset? UnseenUntil { get; set; }

    internal Facts Observe()
    {
        var pipeline = Addon.Pipeline;
        if (!ReferenceEquals(pipeline, _pipeline))
            (_pipeline, _network) = (pipeline, null);
        _network = new NetworkObject((JsonObject)Network.DeepClone()).WithSpecOf(_network);
        var addresses = _nodes.Addresses(Nodes);
        _accounts = _accounts.Seen(
            Cluster.Where(l => l.Key.Kind == "ServiceAccount").Select(l => (l.Key, l.Value.Text("metadata", "uid")!)),
            Pods
        );
        return new Facts
        {
            Now = Now,
            Network = _network,
            Others = Others,
            Nodes = _nodes.Views(Nodes),
            Addresses = Gaps.Exists(g => g.Kind == "Node") ? addresses with { Nodes = null } : addresses,
            Live = Cluster.Where(IsSeen).ToDictionary(l => l.Key, l => (JsonObject)l.Value.DeepClone()),
            Untaken = Cluster
                .Where(l => !IsLabelled(l.Value) && !Gaps.Exists(g => g.Hides(l.Key)))
                .ToDictionary(l => l.Key, l => (JsonObject)l.Value.DeepClone()),
            Pods = Pods,
            Dataplanes = Dataplanes,
            DataplanesGap = DataplanesGap,
            Accounts = _accounts,
            Census = Census,
            Progress = Progress.Of((JsonObject?)Record?.DeepClone(), _network),
            Gaps = [.. Gaps],
            Agents = Agents,
            AgentKeys = Keys,
            Connectivity = Connectivity,
            Memory = Memory,
            ReportedNodes = Reported,
            UnseenUntil = UnseenUntil > Now ? UnseenUntil : null,
        };
    }

    /// <summary>Another node in the place of that one, with the condition as a step has it.</summary>
    internal void SetCondition(NodeConditionStep step)
    {
        var at = Nodes.FindIndex(n => n.Text("metadata", "name") == step.Key.Name);
        var node = (JsonObject)Nodes[at].DeepClone();
        var conditions = (JsonArray)node["status"]!["conditions"]!;
        conditions.RemoveAll(c => c.Text("type") == ClusterNetworkApi.NodeCondition);
        if (step.State is { } state)
            conditions.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["type"] = ClusterNetworkApi.NodeCondition,
                        ["status"] = state.Status,
                        ["reason"] = state.Reason,
                        ["message"] = state.Message,
                    }
            );
        Nodes[at] = node;
    }

    /// <summary>What the operator's pipeline makes of the facts; a network that is not active is not rendered.</summary>
    internal DesiredState Desired(Facts facts) =>
        facts.Active is not null && !facts.Network.Deleting ? new DesiredState() : Addon.Pipeline.Run(facts.ToPipelineInput());

    internal Decision Decide() => Decide(Observe());

    internal Decision Decide(Facts facts) => Decider.Decide(facts, Desired(facts));

    /// <summary>Decides, acts, decides once more and stores the status, as the controller does.</summary>
    internal Decision Reconcile(Func<Step, ApplyFailure?>? refuse = null)
    {
        var decision = Decide();
        Memory = decision.Resting is { } waiting ? Memory with { Resting = waiting } : Memory;
        if (decision.HasSteps)
        {
            var outcome = new WorldExecutor(this, refuse ?? (_ => null)).Act(decision);
            Memory = outcome.Remember(Memory, Now);
            Events.AddRange(outcome.Events(Memory));
            decision = Decide();
        }

        // At the end of a deletion the engine takes the finalizer off.
        if (decision.Releases)
            Metadata["finalizers"] = new JsonArray();
        if (decision.Status is { } status)
        {
            Network["status"] = status.DeepClone();
            Metadata["managedFields"] = new JsonArray(Live.StatusEntry(status));
        }

        Events.AddRange(decision.Events);
        Reported = decision.ReportedNodes ?? Reported;
        Memory = decision.Resting is { } resting ? Memory with { Resting = resting } : Memory;
        return decision;
    }

    /// <summary>The network is applied and runs, and everything of that was told.</summary>
    internal void Settle()
    {
        Reconcile();
        RunPods(Nodes.Count);
        Reconcile();
        Events.Clear();
    }

    /// <summary>The DaemonSet's controller and the kubelets do their work: nodes with a ready pod say that they are ready.</summary>
    internal void RunPods(int ready)
    {
        for (var i = 0; i < Nodes.Count; i++)
            Nodes[i] = WorldNodes.Ready(Nodes[i], i < ready);
        var key = Key("DaemonSet");
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
                        Uid = $"pod-{i}",
                        OwnerUid = Cluster[key].Text("metadata", "uid")!,
                        Node = n.Text("metadata", "name")!,
                        Phase = "Running",
                        CreatedAt = Now,
                        Ready = i < ready,
                        ReadyChangedAt = Now,
                    }
            ),
        ];
    }

    /// <summary>The uid of an object that is created.</summary>
    internal string NewUid(ObjectKey key) => $"uid-{key.Name}-{++_created}";

    /// <summary>The first object of that kind.</summary>
    internal ObjectKey Key(string kind) => Objects.First(o => o.Key.Kind == kind).Key;

    internal string? Condition(string type) => ConditionReader.StatusOf(Network["status"] as JsonObject, type);

    internal string Text(string type, string field) => ConditionReader.Find(Network["status"] as JsonObject, type).Text(field) ?? "";

    /// <summary>An object as it is rendered, labels included.</summary>
    internal static Manifest Object(
        string apiVersion,
        string kind,
        string? ns,
        string name,
        string more = "{}",
        string network = "default",
        string addon = TestAddon.Name
    )
    {
        var json = Live.Json(more);
        json["apiVersion"] = apiVersion;
        json["kind"] = kind;
        json["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject
            {
                [ClusterNetworkApi.ManagedByLabel] = Live.Us,
                [ClusterNetworkApi.NetworkLabel] = network,
                [ClusterNetworkApi.AddonLabel] = addon,
            },
        };
        if (ns is not null)
            json["metadata"]!["namespace"] = ns;
        return Manifest.Of(json);
    }

    private static bool IsLabelled(JsonObject live) => live.Text("metadata", "labels", ClusterNetworkApi.NetworkLabel) is not null;

    // Watches select by a network's label.
    private bool IsSeen(KeyValuePair<ObjectKey, JsonObject> live) => IsLabelled(live.Value) && !Gaps.Exists(g => g.Hides(live.Key));
}
