namespace CniOperator.Agent.Rounds;

/// <summary>Where agents listen, the same on every node.</summary>
/// <param name="Pod">Canary and echo, UDP and TCP.</param>
/// <param name="Host">The prober, in the host's network.</param>
public readonly record struct Ports(ushort Pod, ushort Host);
