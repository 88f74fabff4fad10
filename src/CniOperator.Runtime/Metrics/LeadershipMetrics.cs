using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CniOperator.Runtime.Metrics;

/// <summary>What is measured of leader election; nothing without one.</summary>
internal sealed class LeadershipMetrics
{
    private readonly ConcurrentDictionary<string, bool> _leads = new(StringComparer.Ordinal);

    public LeadershipMetrics(Meter meter) =>
        meter.CreateObservableGauge(
            "leader_election_master_status",
            () => _leads.Select(l => new Measurement<int>(l.Value ? 1 : 0, new KeyValuePair<string, object?>("name", l.Key))),
            null,
            "Whether this process leads: 1 if it does, 0 if it stands by"
        );

    /// <summary>Whether this process leads.</summary>
    public void Set(string lease, bool leads) => _leads[lease] = leads;
}
