using CniOperator.Core.TakeOver;

namespace CniOperator.Commands.Diff;

/// <summary>What would change in a cluster.</summary>
/// <param name="Name">The ClusterNetwork.</param>
/// <param name="Objects">Every object, those that stay as they are too, in the order of apply; deletions last.</param>
/// <param name="Restarts">The pods that restart.</param>
/// <param name="Network">What of the network changes.</param>
/// <param name="Remarks">What was found; what blocks keeps the operator from applying anything.</param>
internal sealed record DiffView(
    string Name,
    IReadOnlyList<ObjectDifference> Objects,
    IReadOnlyList<PodRestart> Restarts,
    IReadOnlyList<NetworkChange> Network,
    IReadOnlyList<Remark> Remarks
)
{
    /// <summary>Something differs.</summary>
    public bool Differs => Objects.Any(o => o.Action != ObjectAction.None);

    /// <summary>How many objects there are with which anything of that kind happens.</summary>
    public int Count(ObjectAction action) => Objects.Count(o => o.Action == action);
}
