using CniOperator.Health.Peers;

namespace CniOperator.Health.Collecting;

/// <summary>A node and where its agents are, as peer lists name them. Never changed once made.</summary>
/// <param name="Id">The node's uid.</param>
/// <param name="Name">The node's name, by which its agents ask.</param>
/// <param name="Host">The node's own addresses.</param>
/// <param name="Canary">The canary's addresses; none while it has none.</param>
/// <param name="Echo">The echo's addresses; none while it has none.</param>
public sealed record DeskNode(NodeId Id, string Name, AddressPair Host, AddressPair Canary, AddressPair Echo)
{
    internal ulong IdPrint => Prints.Mix(0, Id);

    /// <summary>What others learn about it: the same while none of it changes.</summary>
    internal ulong Print => Prints.Mix(Prints.Mix(IdPrint, Host), Canary);

    /// <summary>What its own agents learn besides.</summary>
    internal ulong OwnPrint => Prints.Mix(Print, Echo);

    internal Peer Peer => new(Id, Canary, Host);
}
