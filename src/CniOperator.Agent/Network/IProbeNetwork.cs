namespace CniOperator.Agent.Network;

/// <summary>What an agent needs of a network: real sockets, or a simulated wire in one process.</summary>
public interface IProbeNetwork
{
    /// <summary>Begins a UDP flow from a fresh port.</summary>
    /// <param name="target">To where.</param>
    /// <param name="whole">Its datagrams must not be fragmented on their way.</param>
    IProbeChannel Open(ProbeEndpoint target, bool whole);

    /// <summary>
    /// Sends a payload over a new TCP connection, and reads one answer, which ends with the connection. A cancelled one gives
    /// <see cref="Health.Probes.ProbeFault.Timeout"/>.
    /// </summary>
    ValueTask<Arrival> BulkAsync(ProbeEndpoint target, ReadOnlyMemory<byte> payload, Memory<byte> answer, CancellationToken cancellation);
}
