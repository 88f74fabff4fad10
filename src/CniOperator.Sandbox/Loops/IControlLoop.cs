using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>A control loop: looks at the cluster and says what to change. It does nothing itself.</summary>
internal interface IControlLoop
{
    /// <summary>The field manager of its writes, and its name in messages.</summary>
    string Name { get; }

    /// <summary>True when a change of such objects can matter to it.</summary>
    bool Cares(ResourceName resource);

    /// <summary>What to change now, and when to look again even if nothing changes.</summary>
    LoopStep Step(ClusterView view, DateTimeOffset now);
}
