using System.Numerics;

namespace CniOperator.Health.Tests.Simulation;

/// <summary>One fixed edge, as its source keeps it: the results of the last rounds.</summary>
internal struct SimulatedEdge
{
    internal int Target;
    internal uint Failed;

    /// <summary>Rounds of which the first try was lost.</summary>
    internal uint Retried;
    internal int Rounds;

    internal readonly int Sent => Math.Min(Rounds, 6) + BitOperations.PopCount(Retried & 0x3F);

    internal readonly int Lost => BitOperations.PopCount(Retried & 0x3F) + BitOperations.PopCount(Failed & 0x3F);

    internal void Add(bool retried, bool failed)
    {
        (Retried, Failed) = ((Retried << 1) | (retried ? 1u : 0), (Failed << 1) | (failed ? 1u : 0));
        Rounds = Math.Min(Rounds + 1, 32);
    }
}
