using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Collecting;

/// <summary>The newest report of each agent of the cluster's nodes: never more than two a node. Not safe for several threads.</summary>
internal sealed class KeptReports
{
    private readonly Dictionary<NodeId, AgentEntry> _entries = [];

    /// <summary>Takes a report in the place of the agent's last one.</summary>
    /// <returns>It says something else than that one.</returns>
    internal bool Put(AgentReport report, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(report.Node, out var entry))
            _entries[report.Node] = entry = new AgentEntry();
        var complaint = Complaints.Of(report);
        ref var place = ref report.Role == AgentRole.Prober ? ref entry.Prober : ref entry.Canary;
        var isNews = place.Received.Report is null || place.Complaint != complaint;
        place = (new ReceivedReport(report, now), complaint);
        return isNews;
    }

    /// <summary>Adds all that came since a moment, and drops what came before it.</summary>
    internal void CopyTo(List<ReceivedReport> reports, DateTimeOffset since)
    {
        foreach (var entry in _entries.Values)
        {
            Copy(ref entry.Canary, reports, since);
            Copy(ref entry.Prober, reports, since);
        }
    }

    /// <summary>Drops those of nodes that are gone.</summary>
    internal void Retain(Func<NodeId, bool> isKnown)
    {
        foreach (var node in _entries.Keys)
        {
            if (!isKnown(node))
                _entries.Remove(node);
        }
    }

    internal void Clear() => _entries.Clear();

    private static void Copy(ref (ReceivedReport Received, ulong Complaint) place, List<ReceivedReport> reports, DateTimeOffset since)
    {
        if (place.Received.Report is null)
            return;
        if (place.Received.Came < since)
            place = default;
        else
            reports.Add(place.Received);
    }

    private sealed class AgentEntry
    {
        internal (ReceivedReport Received, ulong Complaint) Canary;
        internal (ReceivedReport Received, ulong Complaint) Prober;
    }
}
