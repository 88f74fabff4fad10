using System.Collections;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Collecting;

/// <summary>
/// What each agent is told to probe, as of one moment; never changed once made. A list is made when it is asked for, and has a version of
/// its own: a canary that moves changes the lists of its own node and of the few that probe it, and not of thousands.
/// </summary>
public sealed class PeerBook
{
    /// <summary>
    /// How often at most the lists of all are renewed because nodes that are only roamed to have moved: agents then ask again for the
    /// addresses that they roam to, and forget what they saw of old ones.
    /// </summary>
    public static readonly TimeSpan RoamingRenewal = TimeSpan.FromSeconds(30);

    private readonly DeskNode?[] _nodes;
    private readonly Dictionary<string, int> _names;
    private readonly ulong[] _prints;
    private readonly ulong[] _versions;
    private readonly ulong _newest;
    private readonly DateTimeOffset _renewed;
    private readonly bool _moved;

    private PeerBook(BookContent content, PeerBook before, DateTimeOffset now)
    {
        Content = content;
        var graph = content.Graph;
        (_nodes, _prints, _versions) = (new DeskNode?[graph.Count], new ulong[graph.Count], new ulong[graph.Count]);
        Place(content.Nodes);
        _names = ReferenceEquals(graph, before.Content.Graph) ? before._names : Names();
        // Versions of a process that begins differ from those of the one before it, whose lists agents may still follow.
        _newest = (before._newest == 0 ? (ulong)now.ToUnixTimeMilliseconds() << 8 : before._newest) + 1;
        var isOtherRing = !ReferenceEquals(graph, before.Content.Graph);
        _moved = isOtherRing || before._moved || HasMoved(before);
        var renew = isOtherRing || (_moved && now - before._renewed >= RoamingRenewal);
        _renewed = renew ? now : before._renewed;
        _moved &= !renew;
        var settings = content.SettingsPrint;
        for (var i = 0; i < _prints.Length; i++)
        {
            _prints[i] = Print(i, settings);
            _versions[i] = !renew && before._prints[i] == _prints[i] ? before._versions[i] : _newest;
        }
    }

    private PeerBook()
    {
        Content = BookContent.Empty;
        (_nodes, _prints, _versions, _names) = ([], [], [], []);
    }

    /// <summary>A book without nodes.</summary>
    public static PeerBook Empty { get; } = new();

    /// <summary>What it was made from.</summary>
    public BookContent Content { get; }

    /// <summary>The book for a content.</summary>
    /// <param name="content">What the lists hold.</param>
    /// <param name="before">The book that it takes the place of: lists that stay the same keep their versions.</param>
    /// <param name="now">Now.</param>
    public static PeerBook Of(BookContent content, PeerBook before, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(before);
        return new PeerBook(content, before, now);
    }

    /// <summary>The same content must be made a book of again, for the sake of <see cref="RoamingRenewal"/>.</summary>
    public bool IsDue(DateTimeOffset now) => _moved && now - _renewed >= RoamingRenewal;

    /// <summary>The node is in the book.</summary>
    public bool Knows(NodeId node) => Content.Graph.IndexOf(node) is >= 0 and var index && _nodes[index] is not null;

    /// <summary>The version of a node's list; 0 for a node that is not in the book.</summary>
    public ulong VersionOf(NodeId node) =>
        Content.Graph.IndexOf(node) is >= 0 and var index && _nodes[index] is not null ? _versions[index] : 0;

    /// <summary>The list of one agent; <c>null</c> for a node that is not in the book.</summary>
    /// <param name="name">The name of the agent's node.</param>
    /// <param name="role">Which of the node's agents.</param>
    public PeerList? ListOf(string name, AgentRole role)
    {
        if (!_names.TryGetValue(name, out var index) || _nodes[index] is not { } node)
            return null;
        var graph = Content.Graph;
        var others = graph.Count - 1;
        return new PeerList
        {
            Version = _versions[index],
            Node = node.Id,
            Settings = Content.Settings,
            Canary = node.Canary,
            Echo = node.Echo,
            Fixed = role == AgentRole.Echo ? [] : Peers(graph.PeersOf(index)),
            Targets = Content.Targets.Of(node, role, others),
            DnsName = Content.Targets.DnsName,
            Others = others,
        };
    }

    /// <summary>A part of ring 0 as a node sees it; <c>null</c> for a node that is not in the book.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="from">The distance of the first; beyond the ring's end it begins again.</param>
    /// <param name="most">How many peers at most.</param>
    public RoamingWindow? WindowOf(string name, int from, int most)
    {
        if (!_names.TryGetValue(name, out var index) || _nodes[index] is null)
            return null;
        var graph = Content.Graph;
        var others = graph.Count - 1;
        var first = others == 0 ? 0 : from % others;
        return new RoamingWindow(_versions[index], first, others, new Slice(this, index, first, Math.Min(most, others)));
    }

    private Peer[] Peers(ReadOnlySpan<int> indices)
    {
        var peers = new Peer[indices.Length];
        for (var i = 0; i < peers.Length; i++)
            peers[i] = PeerAt(indices[i]);
        return peers;
    }

    // A node that left since the graph was made keeps its place, without addresses, so that positions on the ring stay what they are.
    private Peer PeerAt(int index) => _nodes[index]?.Peer ?? new Peer(Content.Graph.Nodes[index].Id, default, default);

    private void Place(IReadOnlyList<DeskNode> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (Content.Graph.IndexOf(nodes[i].Id) is >= 0 and var index)
                _nodes[index] = nodes[i];
        }
    }

    private Dictionary<string, int> Names()
    {
        var names = new Dictionary<string, int>(_nodes.Length, StringComparer.Ordinal);
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (_nodes[i] is { } node)
                names[node.Name] = i;
        }

        return names;
    }

    private ulong Print(int index, ulong settings)
    {
        if (_nodes[index] is not { } node)
            return 0;
        var print = Prints.Mix(Prints.Mix(node.OwnPrint, settings), Content.Targets.Print(node));
        foreach (var peer in Content.Graph.PeersOf(index))
            print = Prints.Mix(print, _nodes[peer]?.Print ?? 0);
        return print;
    }

    /// <summary>A node that others may roam to has other addresses than before, on the same ring.</summary>
    private bool HasMoved(PeerBook before)
    {
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (!ReferenceEquals(_nodes[i], before._nodes[i]) && _nodes[i]?.Print != before._nodes[i]?.Print)
                return true;
        }

        return false;
    }

    /// <summary>Peers on ring 0 from a distance on; made as they are read, because most of a window's bytes are addresses.</summary>
    private sealed class Slice(PeerBook book, int index, int first, int count) : IReadOnlyList<Peer>
    {
        public int Count => count;

        public Peer this[int i] => book.PeerAt(book.Content.Graph.Successor(index, (first + i) % (book.Content.Graph.Count - 1)));

        public IEnumerator<Peer> GetEnumerator()
        {
            for (var i = 0; i < count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
