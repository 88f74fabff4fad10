using CniOperator.Health.Probes;

namespace CniOperator.Agent.Rounds;

/// <summary>How one probe of a round ended.</summary>
/// <param name="Fault">How it failed; <see cref="ProbeFault.None"/> if it did not.</param>
/// <param name="Sent">Datagrams sent, the retry included.</param>
/// <param name="Lost">Those that got no valid answer.</param>
/// <param name="Microseconds">The round trip of the one that did.</param>
/// <param name="SourceChanged">The responder saw another source address than the sender has.</param>
/// <param name="LargestSize">The largest IP packet that came through, in bytes; 0 if sizes were not tried.</param>
public readonly record struct ProbeResult(
    ProbeFault Fault,
    int Sent,
    int Lost,
    int Microseconds = 0,
    bool SourceChanged = false,
    int LargestSize = 0
);
