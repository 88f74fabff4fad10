namespace CniOperator.Sandbox.Faults;

/// <summary>The connection is closed without an answer.</summary>
public sealed record CloseConnection : FaultEffect;
