namespace CniOperator.Health.Collecting;

/// <summary>What came in since the process started.</summary>
/// <param name="Reports">Reports that counted.</param>
/// <param name="Requests">Requests for peers that were answered.</param>
/// <param name="Unproven">Reports that were not taken: replayed, or of a process that had to prove itself first.</param>
/// <param name="Strangers">Signed datagrams of nodes that are not in the cluster.</param>
/// <param name="Refused">Datagrams that are not signed with a key in force, or are nothing that agents send here.</param>
public readonly record struct DeskCounts(long Reports, long Requests, long Unproven, long Strangers, long Refused);
