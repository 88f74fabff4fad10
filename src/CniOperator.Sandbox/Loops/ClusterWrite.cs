using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>One change that a control loop wants, in the order in which it is to be made.</summary>
internal abstract record ClusterWrite(ResourceName Resource)
{
    /// <summary>The field manager, when it is not the loop itself (a simulated daemon writes under its own name).</summary>
    public string? Manager { get; init; }
}
