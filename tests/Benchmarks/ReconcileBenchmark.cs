using BenchmarkDotNet.Attributes;
using CniOperator.Core.Decisions;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;

namespace CniOperator.Benchmarks;

/// <summary>The pure part of a reconcile that finds nothing to do: what each event of a dataplane pod costs.</summary>
[MemoryDiagnoser]
public class ReconcileBenchmark
{
    private readonly Flannel _flannel = new();
    private readonly Facts _facts;
    private readonly DesiredState _desired;

    /// <summary>Settles the cluster.</summary>
    /// <exception cref="InvalidOperationException">The reconcile would find something to do, and the numbers would be of that.</exception>
    public ReconcileBenchmark()
    {
        _facts = _flannel.Observe();
        _desired = _flannel.Run(_facts);
        if (Decider.Decide(_facts, _desired) is { HasSteps: true } or { Status: not null })
            throw new InvalidOperationException("the cluster is not settled");
    }

    /// <summary>From the spec to the objects that should be.</summary>
    [Benchmark]
    public int Run() => _flannel.Run(_facts).Objects.Count;

    /// <summary>From those and the live objects to a decision: nothing.</summary>
    [Benchmark]
    public bool Decide() => Decider.Decide(_facts, _desired).HasSteps;

    /// <summary>Both.</summary>
    [Benchmark(Baseline = true)]
    public bool RunAndDecide() => Decider.Decide(_facts, _flannel.Run(_facts)).HasSteps;
}
