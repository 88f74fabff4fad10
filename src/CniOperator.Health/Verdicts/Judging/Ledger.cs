using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Compares what a judgement says with what the last one said: a verdict keeps its beginning while it lasts, and goes only when nothing has
/// supported it for a while, by those who could tell. Where no one can tell any more it stays.
/// </summary>
internal sealed class Ledger
{
    private readonly Survey _survey;
    private readonly Dictionary<VerdictKey, RememberedVerdict> _verdicts = [];
    private readonly HashSet<HealthArea> _global = [];

    private Ledger(Survey survey) => _survey = survey;

    internal IReadOnlyDictionary<VerdictKey, RememberedVerdict> Remembered => _verdicts;

    internal IReadOnlyList<Verdict> Verdicts { get; private set; } = [];

    internal static Ledger Merge(Survey survey, List<Raw> raws, VerdictState previous)
    {
        var ledger = new Ledger(survey);
        foreach (var raw in raws)
            ledger.Add(raw, previous);
        foreach (var (key, remembered) in previous.Verdicts)
            ledger.Keep(key, remembered);
        var verdicts = new Verdict[ledger._verdicts.Count];
        var next = 0;
        foreach (var remembered in ledger._verdicts.Values)
            verdicts[next++] = remembered.Verdict;
        Array.Sort(verdicts, Compare);
        ledger.Verdicts = verdicts;
        return ledger;
    }

    private void Add(in Raw raw, VerdictState previous)
    {
        var key = VerdictKeys.Of(_survey, raw);
        var now = _survey.Facts.Now;
        var verdict = new Verdict
        {
            Scope = raw.Scope,
            Area = raw.Area,
            Class = raw.Class,
            Subject = VerdictKeys.Subject(_survey, raw),
            Since = previous.Verdicts.TryGetValue(key, out var before) ? before.Verdict.Since : now,
            Evidence = raw.Evidence,
            Alarm = Alarms(key),
        };
        if (raw.Scope == VerdictScope.Global)
            _global.Add(raw.Area);
        // The other family of the same fault.
        if (_verdicts.TryGetValue(key, out var other))
            verdict = other.Verdict with
            {
                Evidence = other.Verdict.Evidence with { Notes = $"{other.Verdict.Evidence.Notes}; {raw.Evidence}" },
            };
        _verdicts[key] = new RememberedVerdict(verdict, now);
    }

    private void Keep(VerdictKey key, RememberedVerdict remembered)
    {
        if (_verdicts.ContainsKey(key) || !Exists(key.Node) || !Exists(key.Other) || IsPartOfAnother(key))
            return;
        var lasts = CannotTell(key);
        if (!lasts && _survey.Facts.Now - remembered.Supported >= _survey.Settings.ClearAfter)
            return;
        var verdict = remembered.Verdict.Alarm == Alarms(key) ? remembered.Verdict : remembered.Verdict with { Alarm = Alarms(key) };
        _verdicts[key] = new RememberedVerdict(verdict, lasts ? _survey.Facts.Now : remembered.Supported);
    }

    private bool Exists(NodeId node) => node == NodeId.None || _survey.Index.ContainsKey(node);

    private bool Alarms(in VerdictKey key) => Alarms(key.Node) && Alarms(key.Other);

    private bool Alarms(NodeId node) => node == NodeId.None || (_survey.Index.TryGetValue(node, out var i) && _survey.Alarms(i));

    /// <summary>Of the cluster in whole, or of a node at one end.</summary>
    private bool IsPartOfAnother(in VerdictKey key)
    {
        if (key.Scope == VerdictScope.Global)
            return false;
        if (_global.Contains(key.Area) && key.Aspect is null)
            return true;
        return key.Scope == VerdictScope.Link && (IsBlamed(key, key.Node) || IsBlamed(key, key.Other));
    }

    private bool IsBlamed(in VerdictKey link, NodeId node) =>
        _verdicts.ContainsKey(link with { Scope = VerdictScope.Node, Node = node, Other = NodeId.None });

    /// <summary>Those whose reports would say that it is over are silent.</summary>
    private bool CannotTell(in VerdictKey key)
    {
        if (key.Node == NodeId.None)
            return 2 * _survey.Canaries.AsSpan().Count((Reports.AgentReport?)null) > _survey.Count;
        var node = _survey.Index[key.Node];
        if (key.Scope == VerdictScope.Link)
            return _survey.Canaries[node] is null && _survey.Canaries[_survey.Index[key.Other]] is null;
        return key.Area is HealthArea.PodToPod or HealthArea.Mtu
            ? _survey.Small[0].FirstTo(node) < 0 && _survey.Small[1].FirstTo(node) < 0 && _survey.Count > 1
            : _survey.Canaries[node] is null && _survey.Probers[node] is null;
    }

    private static int Compare(Verdict left, Verdict right)
    {
        var order = right.Alarm.CompareTo(left.Alarm);
        order = order != 0 ? order : left.Scope.CompareTo(right.Scope);
        order = order != 0 ? order : left.Area.CompareTo(right.Area);
        order = order != 0 ? order : string.CompareOrdinal(left.Subject.Name, right.Subject.Name);
        return order != 0 ? order : left.Class.CompareTo(right.Class);
    }
}
