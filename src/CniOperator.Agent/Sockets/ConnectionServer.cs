using System.Net.Sockets;

namespace CniOperator.Agent.Sockets;

/// <summary>
/// Accepts TCP connections, a bounded number at a time, each for a bounded time. When all places are taken the oldest one makes room: idle
/// connections cannot keep a kubelet out.
/// </summary>
/// <param name="most">How many at a time.</param>
/// <param name="life">How long one may last.</param>
/// <param name="serve">Serves one.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionServer(int most, TimeSpan life, Func<Socket, CancellationToken, Task> serve, TimeProvider time)
{
    private static readonly TimeSpan AfterError = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly LinkedList<CancellationTokenSource> _open = [];

    /// <summary>Connections that are open.</summary>
    internal int Open
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    internal async Task RunAsync(Socket listener, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(cancellation);
                _ = ServeAsync(socket, cancellation);
            }
            catch (SocketException)
            {
                await Task.Delay(AfterError, time, cancellation);
            }
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(life, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        var place = Enter(over);
        try
        {
            await serve(socket, both.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Too slow, too old, or gone.
        }
        finally
        {
            lock (_lock)
                _open.Remove(place);
            socket.Dispose();
        }
    }

    private LinkedListNode<CancellationTokenSource> Enter(CancellationTokenSource over)
    {
        CancellationTokenSource? oldest;
        LinkedListNode<CancellationTokenSource> place;
        lock (_lock)
        {
            oldest = _open.Count >= most ? _open.First!.Value : null;
            if (oldest is not null)
                _open.RemoveFirst();
            place = _open.AddLast(over);
        }
        try
        {
            oldest?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself.
        }
        return place;
    }
}
