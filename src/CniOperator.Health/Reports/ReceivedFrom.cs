namespace CniOperator.Health.Reports;

/// <summary>
/// What an agent received of a node that probes it: requests that came while the sender saw no answer tell which direction is cut.
/// </summary>
/// <param name="Source">The node that probes.</param>
/// <param name="Requests">Valid requests in the last minute.</param>
/// <param name="AgeMilliseconds">Since the last one.</param>
public readonly record struct ReceivedFrom(NodeId Source, int Requests, int AgeMilliseconds);
