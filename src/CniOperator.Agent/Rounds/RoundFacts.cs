using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Rounds;

/// <summary>What a round is planned from.</summary>
/// <param name="Role">Which agent plans.</param>
/// <param name="List">Its peer list, with bounded settings.</param>
/// <param name="Round">The round's number.</param>
/// <param name="Roaming">The other nodes whose turn it is.</param>
/// <param name="Ports">Where agents listen.</param>
/// <param name="IsFailing">Whether an edge failed in its last round.</param>
public sealed record RoundFacts(
    AgentRole Role,
    PeerList List,
    int Round,
    IReadOnlyList<Peer> Roaming,
    Ports Ports,
    Func<EdgeKey, bool> IsFailing
);
