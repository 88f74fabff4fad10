namespace CniOperator.Sandbox.Faults;

/// <summary>The request waits until the rule is removed from its plan (or released), then goes on.</summary>
public sealed record Stall : FaultEffect;
