using CniOperator.Health.Peers;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Rounds;

/// <summary>
/// The peer list and the window of ring 0 that an agent follows, for as long as it hears of the operator. Safe for several threads.
/// </summary>
/// <param name="start">Where on ring 0 the walk begins: agents that start together must not walk in step.</param>
public sealed class PeerCache(int start)
{
    private readonly Lock _lock = new();
    private PeerList? _list;
    private RoamingWindow? _window;
    private DateTimeOffset _confirmed;
    private ulong _newest;
    private int _position = start;

    /// <summary>The version that is followed; 0 for none.</summary>
    public ulong Version
    {
        get
        {
            lock (_lock)
                return _list?.Version ?? 0;
        }
    }

    /// <summary>The list, as long as it holds; <c>null</c> once the operator was silent for too long, and before the first.</summary>
    public PeerList? Current(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_list is not null && now - _confirmed > _list.Settings.Lifetime)
                (_list, _window) = (null, null);
            return _list;
        }
    }

    /// <summary>Takes a list over; its settings are bounded.</summary>
    public PeerList Accept(PeerList list, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(list);
        lock (_lock)
        {
            _list = list with { Settings = list.Settings.Bounded() };
            _confirmed = now;
            _newest = Math.Max(_newest, list.Version);
            return _list;
        }
    }

    /// <summary>Takes a window over.</summary>
    public void Accept(RoamingWindow window)
    {
        lock (_lock)
            _window = window;
    }

    /// <summary>The operator answered: the list holds on, unless there is a newer one, or the node is not known any more.</summary>
    public void Confirm(ReportAck ack, DateTimeOffset now)
    {
        lock (_lock)
        {
            _newest = ack.Peers;
            if (ack.Known)
                _confirmed = now;
            else
                _newest = 0;
        }
    }

    /// <summary>A list must be asked for: there is none, a newer one, or half of its life is over.</summary>
    public bool NeedsList(DateTimeOffset now)
    {
        lock (_lock)
            return _list is null || _newest != _list.Version || now - _confirmed > _list.Settings.Lifetime / 2;
    }

    /// <summary>From where a window must be asked for; <c>null</c> if the one at hand has the next round's nodes.</summary>
    public int? NeedsWindow()
    {
        lock (_lock)
        {
            if (_list is null || _list.Others == 0 || _list.Settings.Roaming == 0)
                return null;
            _position %= _list.Others;
            return Covers() ? null : _position;
        }
    }

    /// <summary>The nodes whose turn it is; the walk goes on behind them.</summary>
    public IReadOnlyList<Peer> Walk()
    {
        lock (_lock)
        {
            if (_list is null || _window is null || _list.Others == 0 || _window.Version != _list.Version)
                return [];
            _position %= _list.Others;
            var peers = new List<Peer>(_list.Settings.Roaming);
            for (var i = 0; i < Math.Min(_list.Settings.Roaming, _list.Others); i++)
            {
                var index = (_position - _window.From + _list.Others) % _list.Others;
                if (index >= _window.Peers.Count)
                    break;
                peers.Add(_window.Peers[index]);
                _position = (_position + 1) % _list.Others;
            }
            return peers;
        }
    }

    private bool Covers()
    {
        if (_window is null || _window.Version != _list!.Version || _window.Others != _list.Others)
            return false;
        var first = (_position - _window.From + _list.Others) % _list.Others;
        return first + Math.Min(_list.Settings.Roaming, _list.Others) <= _window.Peers.Count || _window.Peers.Count >= _list.Others;
    }
}
