using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Answering;

/// <summary>Counts the kubelet's own readiness probes. Safe for several threads.</summary>
public sealed class KubeletProbes
{
    private readonly Lock _lock = new();
    private long _requests;
    private long _last;
    private PeerAddress _source;

    /// <summary>Counts one.</summary>
    /// <param name="source">Where it came from.</param>
    /// <param name="milliseconds">The time, from any beginning.</param>
    public void Add(PeerAddress source, long milliseconds)
    {
        lock (_lock)
            (_requests, _last, _source) = (_requests + 1, milliseconds, source);
    }

    /// <summary>What a report says of them.</summary>
    public KubeletWitness Report(long milliseconds)
    {
        lock (_lock)
        {
            var age = _requests == 0 ? -1 : (int)Math.Min(int.MaxValue, milliseconds - _last);
            return new KubeletWitness(_requests, age, _source.ToString());
        }
    }
}
