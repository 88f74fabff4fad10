namespace CniOperator.Sandbox.Faults;

/// <summary>What happens to a request that a rule takes.</summary>
public abstract record FaultEffect;
