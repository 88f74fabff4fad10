using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Requests;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Watching;

/// <summary>
/// The events of one open watch. Ends when the server ends it between two lines; whatever else happens is an exception: a cut line, an
/// unreadable one, a line beyond all limits, a connection that breaks or falls silent.
/// </summary>
internal sealed class WatchStream<T>(HttpResponseMessage response, ApiRequest request, ResourceType<T> type, TimeProvider clock)
    : IDisposable
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Twice what etcd takes for one object (1.5 MiB): JSON is longer than protobuf.</summary>
    public const int LongestLine = 3 * 1024 * 1024;

    /// <summary>The reason of a stream that broke.</summary>
    public const string BrokenReason = "Broken";

    /// <summary>The reason of a stream that is open but delivers nothing.</summary>
    public const string SilentReason = "Silent";

    /// <summary>How long the stream may be silent. May be changed while reading.</summary>
    public required TimeSpan IdleTimeout { get; set; }

    /// <exception cref="ApiException">The stream broke, fell silent, or holds what cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async IAsyncEnumerable<WatchEvent<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        try
        {
            while (true)
            {
                idle.CancelAfter(IdleTimeout);
                var read = await ReadSomeAsync(pipe, both.Token, cancellationToken);

                // The server is not silent while events are being handled.
                idle.CancelAfter(Timeout.InfiniteTimeSpan);
                var buffer = read.Buffer;
                while (TryTakeLine(ref buffer, out var line))
                {
                    if (!IsBlank(line))
                        yield return Decode(line);
                }

                DemandWhole(buffer, read.IsCompleted);
                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    yield break;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    /// <summary>Closes the connection's stream.</summary>
    public void Dispose() => response.Dispose();

    private async Task<ReadResult> ReadSomeAsync(PipeReader pipe, CancellationToken either, CancellationToken caller)
    {
        try
        {
            return await pipe.ReadAsync(either);
        }
        catch (OperationCanceledException e) when (!caller.IsCancellationRequested)
        {
            throw Broken($"nothing was received for {IdleTimeout.TotalSeconds:0} s", e, SilentReason);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Broken($"the connection broke: {e.Message}", e);
        }
    }

    private WatchEvent<T> Decode(in ReadOnlySequence<byte> line)
    {
        try
        {
            return WatchEventReader.Read(line, type);
        }
        catch (JsonException e)
        {
            throw AnswerReader.Unreadable(request, e);
        }
    }

    private void DemandWhole(in ReadOnlySequence<byte> rest, bool completed)
    {
        if (completed && !IsBlank(rest))
            throw Broken("the stream ended within a line", null);
        if (rest.Length > LongestLine)
            throw Broken($"a line is longer than {LongestLine} bytes", null);
    }

    private ApiException Broken(string what, Exception? cause, string reason = BrokenReason) =>
        new($"{request}: {what}", cause)
        {
            Reason = reason,
            ServerMessage = what,
            Verb = request.Verb,
            Resource = request.Resource,
        };

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static bool IsBlank(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            if (segment.Span.ContainsAnyExcept(" \r\n\t"u8))
                return false;
        }

        return true;
    }
}
