namespace CniOperator.Health.Peers;

/// <summary>A part of ring 0, as one node sees it: the others from a given distance on, in their order.</summary>
/// <param name="Version">The version of the peer list that it belongs to.</param>
/// <param name="From">The distance of the first, counted from 0 for the node's successor.</param>
/// <param name="Others">How many others stand on the ring.</param>
/// <param name="Peers">Those from there on, as many as a page holds, at the ring's end from its start again.</param>
public sealed record RoamingWindow(ulong Version, int From, int Others, IReadOnlyList<Peer> Peers);
