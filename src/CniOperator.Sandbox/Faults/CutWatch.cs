namespace CniOperator.Sandbox.Faults;

/// <summary>A watch is cut in the middle of the line of its n-th event. Requests other than watches are not affected.</summary>
/// <param name="AfterEvents">How many events are sent whole before.</param>
public sealed record CutWatch(int AfterEvents = 0) : FaultEffect;
