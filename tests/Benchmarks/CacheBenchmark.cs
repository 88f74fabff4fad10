using BenchmarkDotNet.Attributes;
using CniOperator.Runtime.Caching;
using k8s.Models;

namespace CniOperator.Benchmarks;

/// <summary>The store: one update, and a relist of 5,000 nodes of which none changed.</summary>
[MemoryDiagnoser]
public class CacheBenchmark
{
    private const int Nodes = 5000;

    private readonly EntityStore<V1Node> _store = new();
    private readonly V1Node[] _nodes = [.. Enumerable.Range(0, Nodes).Select(i => Node(i, 1))];
    private int _version = 2;

    /// <summary>Fills the store.</summary>
    [GlobalSetup]
    public void Fill()
    {
        _store.Replace(_nodes);
    }

    /// <summary>One modified object.</summary>
    [Benchmark]
    public int Update() => _store.Apply(Node(_version % Nodes, _version++)).Count;

    /// <summary>A relist that finds nothing new.</summary>
    [Benchmark]
    public int Relist() => _store.Replace(_nodes).Count;

    private static V1Node Node(int i, int version) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = $"node-{i}",
                Uid = $"uid-{i}",
                ResourceVersion = $"{version}",
            },
            Spec = new V1NodeSpec { PodCIDR = $"10.{i / 256}.{i % 256}.0/24" },
        };
}
