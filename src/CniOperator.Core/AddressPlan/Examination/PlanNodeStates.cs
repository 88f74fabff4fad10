namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>
/// How many nodes are how far with their share of the pod network. An addon with its own address management needs a pool that serves
/// the node.
/// </summary>
/// <param name="Allocated">Have all that they need.</param>
/// <param name="Missing">Lack the share of a family, or a pool that serves them.</param>
/// <param name="Wrong">Have a share that is unreadable, outside of the pod network, or touches another node's.</param>
public sealed record PlanNodeStates(int Allocated, int Missing, int Wrong)
{
    /// <summary>All of them.</summary>
    public int Total => Allocated + Missing + Wrong;
}
