using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Benchmarks;

/// <summary>
/// Compares flannel's DaemonSet with the live one, field by field, as drift detection does with every object in each reconcile.
/// </summary>
[MemoryDiagnoser]
public class CompareBenchmark
{
    private readonly (Manifest Desired, JsonObject Live) _daemonSet = new Flannel().DaemonSet();

    /// <summary>No difference.</summary>
    [Benchmark]
    public int Same() => ObjectComparer.Compare(_daemonSet.Desired.Json, _daemonSet.Live, ClusterNetworkApi.FieldManager).Count;
}
