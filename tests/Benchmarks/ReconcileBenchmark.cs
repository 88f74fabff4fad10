using BenchmarkDotNet.Attributes;
using CniOperator.Core.Decisions;

namespace CniOperator.Benchmarks;

/// <summary>The pure part of a reconcile that finds nothing to do: what each event of a dataplane pod costs.</summary>
[MemoryDiagnoser]
public class ReconcileBenchmark
{
    private readonly Flannel _flannel = new();
    private readonly Observation _observation;

    /// <summary>Settles the cluster.</summary>
    /// <exception cref="InvalidOperationException">The reconcile would find something to do, and the numbers would be of that.</exception>
    public ReconcileBenchmark()
    {
        _observation = _flannel.Observe();
        if (Decider.Decide(_observation) is { HasActions: true } or { Status: not null })
            throw new InvalidOperationException("the cluster is not settled");
    }

    /// <summary>From the spec to the objects that should be.</summary>
    [Benchmark]
    public int Plan() => _flannel.Plan().Objects.Count;

    /// <summary>From those and the live objects to a decision: nothing.</summary>
    [Benchmark]
    public bool Decide() => Decider.Decide(_observation).HasActions;

    /// <summary>Both.</summary>
    [Benchmark(Baseline = true)]
    public bool PlanAndDecide() => Decider.Decide(_flannel.Observe()).HasActions;
}
