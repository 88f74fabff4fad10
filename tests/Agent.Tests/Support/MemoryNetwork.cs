using CniOperator.Agent.Network;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;

namespace CniOperator.Agent.Tests.Support;

/// <summary>A network in memory. All that follows from a send or from the clock happens before that returns: tests need not wait.</summary>
internal sealed class MemoryNetwork(PeerAddress local) : IProbeNetwork
{
    private readonly PeerAddress _local = local;

    /// <summary>Who listens, and what it answers; <c>null</c> for nothing.</summary>
    internal Dictionary<ProbeEndpoint, Func<byte[], byte[]?>> Hosts { get; } = [];

    /// <summary>What happens on the way; <see cref="ProbeFault.Timeout"/> loses the datagram.</summary>
    internal Func<ProbeEndpoint, int, ProbeFault> Way { get; set; } = (_, _) => ProbeFault.None;

    /// <summary>Sizes sent, in order.</summary>
    internal List<(ProbeEndpoint Target, int Size)> Sent { get; } = [];

    /// <summary>No new flow gets a port.</summary>
    internal bool IsExhausted { get; set; }

    public IProbeChannel Open(ProbeEndpoint target, bool whole) =>
        new Flow(this, target, IsExhausted ? ProbeFault.NoResources : ProbeFault.None);

    public ValueTask<Arrival> BulkAsync(
        ProbeEndpoint target,
        ReadOnlyMemory<byte> payload,
        Memory<byte> answer,
        CancellationToken cancellation
    )
    {
        lock (Sent)
            Sent.Add((target, payload.Length));
        if (Way(target, payload.Length) is var fault and not ProbeFault.None)
            return ValueTask.FromResult(new Arrival(0, fault));
        var reply = Hosts.GetValueOrDefault(target)?.Invoke(payload.ToArray());
        reply?.CopyTo(answer);
        return ValueTask.FromResult(new Arrival(reply?.Length ?? 0, reply is null ? ProbeFault.Refused : ProbeFault.None));
    }

    private sealed class Flow(MemoryNetwork network, ProbeEndpoint target, ProbeFault fault) : IProbeChannel
    {
        private readonly Queue<byte[]> _answers = new();
        private ProbeFault _error;

        public ProbeFault Fault => fault;

        public PeerAddress Local => network._local;

        public ValueTask<ProbeFault> SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation)
        {
            lock (network.Sent)
                network.Sent.Add((target, datagram.Length));
            var fault = network.Way(target, datagram.Length);
            if (fault == ProbeFault.None && !network.Hosts.ContainsKey(target))
                fault = ProbeFault.Refused;
            if (fault is not (ProbeFault.None or ProbeFault.Timeout))
                _error = fault;
            else if (fault == ProbeFault.None && network.Hosts[target](datagram.ToArray()) is { } answer)
                _answers.Enqueue(answer);
            return ValueTask.FromResult(ProbeFault.None);
        }

        public ValueTask<Arrival> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            if (_error != ProbeFault.None)
                return ValueTask.FromResult(new Arrival(0, _error));
            if (_answers.TryDequeue(out var answer))
            {
                answer.CopyTo(buffer);
                return ValueTask.FromResult(new Arrival(answer.Length, ProbeFault.None));
            }
            // Continues within the clock's step that cancels it.
            var over = new TaskCompletionSource<Arrival>();
            cancellation.Register(() => over.TrySetResult(new Arrival(0, ProbeFault.Timeout)));
            return new ValueTask<Arrival>(over.Task);
        }

        public void Dispose() { }
    }
}
