using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Tests.Support;

/// <summary>A controller and finalizer that records what it is asked to do, and does what the test says.</summary>
internal sealed class ScriptedController : IEntityController<Unstructured>, IEntityFinalizer<Unstructured>
{
    public const string Finalizer = "test.io/cleanup";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _active = [];

    public Func<Unstructured, CancellationToken, Task<ReconciliationResult<Unstructured>>> OnReconcile { get; set; } =
        (entity, _) => Task.FromResult(ReconciliationResult<Unstructured>.Success(entity));

    public Func<Unstructured, Task<ReconciliationResult<Unstructured>>> OnDeleted { get; set; } =
        entity => Task.FromResult(ReconciliationResult<Unstructured>.Success(entity));

    /// <summary>Name and version of each reconcile, as of its start.</summary>
    public List<(string Name, string Version)> Reconciled { get; } = [];

    public List<string> Deleted { get; } = [];

    public List<string> Finalized { get; } = [];

    public int MostAtOncePerKey { get; private set; }

    public int Count
    {
        get
        {
            lock (_lock)
                return Reconciled.Count;
        }
    }

    public async Task<ReconciliationResult<Unstructured>> ReconcileAsync(Unstructured entity, CancellationToken cancellationToken)
    {
        var name = entity.Metadata.Name;
        lock (_lock)
        {
            Reconciled.Add((name, entity.Metadata.ResourceVersion));
            _active[name] = _active.GetValueOrDefault(name) + 1;
            MostAtOncePerKey = Math.Max(MostAtOncePerKey, _active[name]);
        }

        try
        {
            return await OnReconcile(entity, cancellationToken);
        }
        finally
        {
            lock (_lock)
                _active[name]--;
        }
    }

    public Task<ReconciliationResult<Unstructured>> FinalizeAsync(Unstructured entity, CancellationToken cancellationToken)
    {
        lock (_lock)
            Finalized.Add(entity.Metadata.Name);
        return Task.FromResult(ReconciliationResult<Unstructured>.Success(entity));
    }

    public Task<ReconciliationResult<Unstructured>> DeletedAsync(Unstructured entity, CancellationToken cancellationToken)
    {
        lock (_lock)
            Deleted.Add(entity.Metadata.Name);
        return OnDeleted(entity);
    }
}
