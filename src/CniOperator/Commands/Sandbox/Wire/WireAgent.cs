using CniOperator.Agent.Running;
using CniOperator.Health.Peers;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>An agent that runs on the wire, until it is disposed of.</summary>
internal sealed class WireAgent : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal WireAgent(string pod, WirePlace place, AddressPair own, TimeSpan probePeriod, NodeAgent agent)
    {
        (Pod, Place, Own, ProbePeriod, Agent) = (pod, place, own, probePeriod, agent);
        Running = agent.RunAsync(_stop.Token);
    }

    /// <summary>Ends with the agent; a failure of it is in there.</summary>
    internal Task Running { get; }

    /// <summary>The uid of its pod.</summary>
    internal string Pod { get; }

    internal WirePlace Place { get; }

    /// <summary>The addresses that it sends from.</summary>
    internal AddressPair Own { get; }

    /// <summary>How often the kubelet asks whether it is ready.</summary>
    internal TimeSpan ProbePeriod { get; }

    internal NodeAgent Agent { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running;
        _stop.Dispose();
    }
}
