using CniOperator.Health.Collecting;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Connectivity.Observing;

/// <summary>
/// Keeps nodes and the pods of their agents together as they change. An event costs its own node, however many there are; a view costs
/// one pass, and nothing while nothing changed. Safe for several threads.
/// </summary>
internal sealed class NodeDirectory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeWithAgents> _entries = new(StringComparer.Ordinal);
    private NodeWithAgents[]? _sorted;
    private DirectoryView _view = DirectoryView.Empty;
    private string _canaryLabels = "";
    private long _version;
    private long _viewed;
    private long _ring;
    private bool _viewedPods;

    /// <summary>Grows with each change.</summary>
    internal long Version => Interlocked.Read(ref _version);

    /// <summary>A node came, changed or went.</summary>
    internal void OnNode(ObjectChange<Unstructured> change)
    {
        var record = change.Type == ChangeType.Deleted ? null : NodeRecord.Of(change.Item.Json);
        lock (_lock)
        {
            var name = change.Item.Metadata.Name;
            var entry = EntryOf(name);
            var before = entry.Node;
            if (entry.Put(record))
                _version++;
            if ((before?.Id, before?.Zone) != (record?.Id, record?.Zone))
                (_ring, _sorted) = (_ring + 1, null);
            Forget(name, entry);
        }
    }

    /// <summary>A pod came, changed or went.</summary>
    internal void OnPod(ObjectChange<AgentPod> change)
    {
        lock (_lock)
        {
            _version++;
            if (change.Old is { } old && (change.Type == ChangeType.Deleted || old.Node != change.Item.Node))
                Remove(old);
            if (change.Type == ChangeType.Deleted)
            {
                Remove(change.Item);
                return;
            }

            EntryOf(change.Item.Node).Put(change.Item);
            if (change.Item.Role == AgentRole.Canary)
                _canaryLabels = change.Item.Labels;
        }
    }

    /// <summary>Nothing is watched any more.</summary>
    internal void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            (_sorted, _canaryLabels) = (null, "");
            (_version, _ring) = (_version + 1, _ring + 1);
        }
    }

    /// <summary>All of them as they are now.</summary>
    /// <param name="arePodsSeen">That a node has no pod means that there is none.</param>
    internal DirectoryView View(bool arePodsSeen)
    {
        lock (_lock)
        {
            if (_viewed == _version && _viewedPods == arePodsSeen)
                return _view;
            _sorted ??= [.. _entries.Values.Where(e => e.Node is not null).OrderBy(e => e.Node!.Name, StringComparer.Ordinal)];
            var (facts, desk) = (new NodeFacts[_sorted.Length], new DeskNode[_sorted.Length]);
            for (var i = 0; i < _sorted.Length; i++)
                (facts[i], desk[i]) = (_sorted[i].Facts(arePodsSeen), _sorted[i].Desk());
            (_viewed, _viewedPods) = (_version, arePodsSeen);
            return _view = new DirectoryView(facts, desk, _ring, _canaryLabels);
        }
    }

    private NodeWithAgents EntryOf(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            _entries[name] = entry = new NodeWithAgents();
        return entry;
    }

    private void Remove(AgentPod pod)
    {
        if (!_entries.TryGetValue(pod.Node, out var entry))
            return;
        entry.Remove(pod.Name);
        Forget(pod.Node, entry);
    }

    private void Forget(string name, NodeWithAgents entry)
    {
        if (entry.IsEmpty)
            _entries.Remove(name);
    }
}
