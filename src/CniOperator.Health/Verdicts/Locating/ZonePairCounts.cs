using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Locating;

/// <summary>The edges between each two zones.</summary>
internal sealed class ZonePairCounts
{
    private readonly int _zones;
    private readonly int[] _sizes;
    private readonly int[] _total;
    private readonly int[] _failed;
    private readonly int[] _lasting;

    /// <summary>For each pair: nodes of the first zone with a failed edge to or from the second.</summary>
    private readonly int[] _touched;

    internal ZonePairCounts(Survey survey, EdgePlane plane)
    {
        _zones = survey.ZoneNames.Count;
        _sizes = new int[_zones];
        for (var i = 0; i < survey.Count; i++)
            _sizes[survey.Zones[i]] += survey.Alarms(i) ? 1 : 0;
        (_total, _failed) = (new int[_zones * _zones], new int[_zones * _zones]);
        (_lasting, _touched) = (new int[_zones * _zones], new int[_zones * _zones]);
        var seen = new ulong[survey.Count];
        foreach (ref readonly var edge in plane.Edges)
        {
            var (from, to) = (survey.Zones[edge.From], survey.Zones[edge.To]);
            var at = Math.Min(from, to) * _zones + Math.Max(from, to);
            // A zone that is drained and switched off is not cut off.
            if (edge.Explained || from == to || !survey.Alarms(edge.From) || !survey.Alarms(edge.To))
                continue;
            _total[at]++;
            if (!edge.Failed)
                continue;
            _failed[at]++;
            _lasting[at] += edge.IsLasting ? 1 : 0;
            Touch(ref seen[edge.From], from, to);
            Touch(ref seen[edge.To], to, from);
        }
    }

    /// <summary>
    /// The failures touch most nodes of both zones, of which each has several: one node of two that is down, or the only one of a zone,
    /// is a
    /// node that is down.
    /// </summary>
    internal bool IsSpread(int a, int b)
    {
        var at = a * _zones + b;
        return _sizes[a] > 1
            && _sizes[b] > 1
            && _failed[at] * 4 >= _total[at]
            && _failed[at] >= 4
            && _touched[at] >= 0.6 * _sizes[a]
            && _touched[b * _zones + a] >= 0.6 * _sizes[b];
    }

    /// <summary>Nearly all edges fail now; or a good part does, and has for two rounds of three.</summary>
    internal bool IsCut(int a, int b, double share)
    {
        var at = a * _zones + b;
        return _failed[at] >= share * _total[at] || _lasting[at] * 4 >= _total[at];
    }

    internal Located Of(int a, int b) =>
        new()
        {
            Scope = VerdictScope.ZonePair,
            A = a,
            B = b,
            InFailed = _failed[a * _zones + b],
            InTotal = _total[a * _zones + b],
        };

    private void Touch(ref ulong seen, int zone, int other)
    {
        if ((seen & (1UL << other)) != 0)
            return;
        seen |= 1UL << other;
        _touched[zone * _zones + other]++;
    }
}
