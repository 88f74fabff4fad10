using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using CniOperator.Controllers;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Benchmarks;

/// <summary>What 5,000 nodes cost each reconcile before anything is decided.</summary>
[MemoryDiagnoser]
public class NodesBenchmark
{
    private const int Nodes = 5000;

    private readonly Unstructured[] _nodes = [.. Enumerable.Range(0, Nodes).Select(i => Node(i))];
    private readonly Unstructured[] _others;
    private readonly NodeCache _cache = new(TimeProvider.System);
    private bool _odd;

    /// <summary>Makes a second snapshot, in which one node differs.</summary>
    public NodesBenchmark() => _others = [.. _nodes[..^1], Node(Nodes - 1, "250")];

    /// <summary>Fills the cache.</summary>
    [GlobalSetup]
    public void Fill() => _cache.Of(_nodes);

    /// <summary>Every node read from its JSON.</summary>
    [Benchmark(Baseline = true)]
    public int ReadAll() => _nodes.Select(n => NodeView.Of(n.Json)).ToList().Count;

    /// <summary>A reconcile for another reason than a node.</summary>
    [Benchmark]
    public int Unchanged() => _cache.Of(_nodes).Views.Count;

    /// <summary>One node changed.</summary>
    [Benchmark]
    public int OneChanged() => _cache.Of((_odd = !_odd) ? _others : _nodes).Views.Count;

    private static Unstructured Node(int i, string pods = "110") =>
        new(
            (JsonObject)
                JsonNode.Parse(
                    $$$"""
                    {"metadata":{"name":"node-{{{i}}}","uid":"{{{i}}}","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"kubernetes.io/os":"linux","zone":"a","pool":"workers"}},
                     "spec":{"podCIDRs":["10.{{{i / 256}}}.{{{i % 256}}}.0/24","fd00:0:{{{i:x}}}::/64"]},
                     "status":{"capacity":{"pods":"{{{pods}}}"},"nodeInfo":{"containerRuntimeVersion":"containerd://2.2.1"},
                      "addresses":[{"type":"InternalIP","address":"172.16.{{{i / 256}}}.{{{i
                        % 256}}}"},{"type":"Hostname","address":"node-{{{i}}}"}],
                      "conditions":[{"type":"MemoryPressure","status":"False"},{"type":"DiskPressure","status":"False"},{"type":"PIDPressure","status":"False"},{"type":"Ready","status":"True"}]}}
                    """
                )!
        );
}
