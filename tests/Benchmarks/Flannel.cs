using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Tests;

namespace CniOperator.Benchmarks;

/// <summary>A cluster of three nodes with the flannel sample applied and settled, as plain data.</summary>
internal sealed class Flannel
{
    private static readonly Dictionary<SecretKeyReference, string> NoSecrets = [];

    private readonly JsonObject _network;
    private readonly Dictionary<ObjectKey, JsonObject> _live = [];
    private JsonObject? _record;

    internal Flannel()
    {
        _network = (JsonObject)YamlReader.Read(EmbeddedText.FlannelSample, "sample").Single().Root!;
        _network["metadata"]!["uid"] = "n1";
        _network["metadata"]!["generation"] = 1;
        _network["metadata"]!["creationTimestamp"] = "2026-01-01T00:00:00Z";
        foreach (var action in Decider.Decide(Observe()).Waves.SelectMany(w => w))
        {
            var live = Live.AppliedByUs(action.Desired.Json, uid: "uid-" + action.Desired.Key.Name);
            if (action.Desired.Key == SpecRecord.KeyOf("default"))
                _record = live;
            else
                _live[action.Desired.Key] = live;
        }

        _network["status"] = Decider.Decide(Observe()).Status!.DeepClone();
        _network["metadata"]!["managedFields"] = new JsonArray(Live.StatusEntry((JsonObject)_network["status"]!));
    }

    internal Planner Planner { get; } = new(AddonCatalog.BuiltIn);

    internal NetworkFacts Facts { get; } =
        NetworkFacts.None with
        {
            KubernetesVersion = "1.36",
            NodeCount = 3,
            ServiceCidrs = ["10.96.0.0/12"],
        };

    internal NetworkObject Network => new(_network);

    /// <summary>The DaemonSet as it should be, and as it is.</summary>
    internal (Manifest Desired, JsonObject Live) DaemonSet()
    {
        var desired = Plan().Objects.Single(o => o.Key.Kind == "DaemonSet");
        return (desired, _live[desired.Key]);
    }

    internal Intent Plan() => Planner.Plan(Network, _record, Facts, NoSecrets, NoSecrets, ClusterAddresses.None);

    internal Observation Observe() => Observe(Plan());

    internal Observation Observe(Intent intent) =>
        new()
        {
            Now = Live.Time,
            Network = Network,
            Intent = intent,
            Nodes = [.. Enumerable.Range(1, 3).Select(i => new NodeView($"node-{i}", false, "False", true, Live.Time))],
            Live = _live,
            Record = _record,
        };
}
