namespace CniOperator.Sandbox.Faults;

/// <summary>The request is carried out, but the connection is closed before the answer is sent.</summary>
public sealed record LoseAnswer : FaultEffect;
