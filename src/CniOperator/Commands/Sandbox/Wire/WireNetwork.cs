using CniOperator.Agent.Network;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>The network of one agent on the wire.</summary>
internal sealed class WireNetwork(WireHub hub, WirePlace place, AddressPair own) : IProbeNetwork
{
    private int _port = 32_768;

    public IProbeChannel Open(ProbeEndpoint target, bool whole) =>
        own[target.Address.Family] is { IsSome: true } local
            ? new WireChannel(hub, place, new ProbeEndpoint(local, NextPort()), target)
            : new WireChannel(hub, place, default, target) { Fault = ProbeFault.NoRoute };

    public async ValueTask<Arrival> BulkAsync(
        ProbeEndpoint target,
        ReadOnlyMemory<byte> payload,
        Memory<byte> answer,
        CancellationToken cancellation
    )
    {
        var source = new ProbeEndpoint(own[target.Address.Family], NextPort());
        var length = hub.Stream(place, source, target, payload, answer);
        if (length > 0)
            return new Arrival(length, ProbeFault.None);
        await WireChannel.UntilAsync(cancellation);
        return new Arrival(0, ProbeFault.Timeout);
    }

    private ushort NextPort() => (ushort)(32_768 + ((uint)Interlocked.Increment(ref _port) % 28_000));
}
