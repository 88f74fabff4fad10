using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Tests;

namespace CniOperator.Benchmarks;

/// <summary>A cluster of three nodes with the flannel sample applied and settled, as plain data.</summary>
internal sealed class Flannel
{
    private readonly SpecPipeline _pipeline = new(AddonCatalog.BuiltIn);
    private readonly JsonObject _json;
    private readonly Dictionary<ObjectKey, JsonObject> _live = [];
    private Progress _progress = Progress.None;

    internal Flannel()
    {
        _json = (JsonObject)YamlReader.Read(EmbeddedText.FlannelSample, "sample").Single().Root!;
        _json["metadata"]!["uid"] = "n1";
        _json["metadata"]!["generation"] = 1;
        _json["metadata"]!["creationTimestamp"] = "2026-01-01T00:00:00Z";
        Network = new NetworkObject(_json);
        foreach (var step in Decide().Waves.SelectMany(w => w).OfType<ApplyStep>())
        {
            var live = Live.AppliedByUs(step.Desired.Json, uid: "uid-" + step.Key.Name);
            if (step.Key == Progress.KeyOf("default"))
                _progress = Progress.Of(live, Network);
            else
                _live[step.Key] = live;
        }

        _json["status"] = Decide().Status!.DeepClone();
        _json["metadata"]!["managedFields"] = new JsonArray(Live.StatusEntry((JsonObject)_json["status"]!));
    }

    internal NetworkObject Network { get; }

    /// <summary>The DaemonSet as it should be, and as it is.</summary>
    internal (Manifest Desired, JsonObject Live) DaemonSet()
    {
        var desired = Run(Observe()).Objects.Single(o => o.Key.Kind == "DaemonSet");
        return (desired, _live[desired.Key]);
    }

    internal DesiredState Run(Facts facts) => _pipeline.Run(facts.ToPipelineInput());

    internal Facts Observe() =>
        new()
        {
            Now = Live.Time,
            Network = Network,
            Cluster = ClusterFacts.None with { KubernetesVersion = "1.36", NodeCount = 3, ServiceCidrs = ["10.96.0.0/12"] },
            Nodes = [.. Enumerable.Range(1, 3).Select(i => new NodeView($"node-{i}", false, "True", true, Live.Time))],
            Live = _live,
            Progress = _progress,
        };

    private Decision Decide()
    {
        var facts = Observe();
        return Decider.Decide(facts, Run(facts));
    }
}
