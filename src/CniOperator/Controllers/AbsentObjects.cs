using CniOperator.Kubernetes.Objects;

namespace CniOperator.Controllers;

/// <summary>
/// Objects that were looked for by name and are not there. Believed for a moment: one reconcile looks several times, and the next one
/// follows at once.
/// </summary>
internal sealed class AbsentObjects(TimeProvider clock)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ObjectKey, DateTimeOffset> _until = [];

    /// <summary>It was not there a moment ago.</summary>
    internal bool Has(ObjectKey key) => _until.TryGetValue(key, out var until) && clock.GetUtcNow() < until;

    /// <summary>They are not there now.</summary>
    internal void Add(IEnumerable<ObjectKey> keys)
    {
        var until = clock.GetUtcNow() + Believed;
        foreach (var key in keys)
            _until[key] = until;
    }
}
