namespace CniOperator.Sandbox.Faults;

/// <summary>An ERROR event is sent in the watch's stream, which then ends.</summary>
/// <param name="Code">The code in the event's Status: 410 for an expired resourceVersion, 500.</param>
/// <param name="AfterEvents">How many events are sent before.</param>
public sealed record WatchError(int Code = 410, int AfterEvents = 0) : FaultEffect;
