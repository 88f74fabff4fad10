using System.Globalization;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>
/// Carries out watches. Each reads the shared history at its own pace; one that falls behind what is remembered is told 410.
/// </summary>
internal sealed class WatchHandler(ClusterState state, ApiServerOptions options, CancellationToken stopping)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    internal async Task WatchAsync(Exchange exchange)
    {
        var format = ResponseFormat.Negotiate(exchange.Http.Request, "Table", "PartialObjectMetadata", "PartialObjectMetadataList");
        var list = ListOptions.ForWatch(exchange);
        var filter = exchange.Filter();
        if (exchange.Info.Name is { } name && exchange.Resource.Name.Plural != "namespaces")
            filter = filter with { Name = name };
        var stream = new WatchResponse(exchange, format, state, exchange.Http.Items[FaultFilter.WatchFault] as FaultRule);
        var timeout = exchange.Number("timeoutSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : DefaultTimeout;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(exchange.Aborted, stopping);
        await stream.StartAsync();
        var session = new Session(exchange, filter, stream, state, state.Clock.GetUtcNow() + timeout, ending.Token);
        await session.RunAsync(
            list,
            exchange.Flag("allowWatchBookmarks") && exchange.Query("allowWatchBookmarks") is not null,
            options.BookmarkInterval
        );
    }

    private sealed class Session(
        Exchange exchange,
        ObjectFilter filter,
        WatchResponse stream,
        ClusterState state,
        DateTimeOffset deadline,
        CancellationToken ending
    )
    {
        /// <summary>A bookmark is sent this long before the end, so that the next watch can start from it (apiserver cacher).</summary>
        private static readonly TimeSpan LastBookmark = TimeSpan.FromSeconds(2);

        private long _position;

        internal async Task RunAsync(ListOptions list, bool bookmarks, TimeSpan interval)
        {
            var initial = list.SendInitialEvents ?? (list.ResourceVersion is null or 0);
            if (!await BeginAsync(list, initial))
                return;
            if (list.SendInitialEvents == true && bookmarks)
                await stream.BookmarkAsync(_position, endOfInitialEvents: true);
            await stream.FlushAsync();
            var nextBookmark = bookmarks ? NextBookmark(interval) : DateTimeOffset.MaxValue;
            while (true)
            {
                var change = state.NextChange;
                if (!await SendNewAsync())
                    return;
                var now = state.Clock.GetUtcNow();
                if (now >= deadline)
                    return;
                if (now >= nextBookmark)
                {
                    await stream.BookmarkAsync(_position, endOfInitialEvents: false);
                    nextBookmark = NextBookmark(interval);
                }

                await stream.FlushAsync();
                await WaitAsync(change, (nextBookmark < deadline ? nextBookmark : deadline) - now);
            }
        }

        private DateTimeOffset NextBookmark(TimeSpan interval)
        {
            var regular = state.Clock.GetUtcNow() + interval;
            var last = deadline - LastBookmark;
            return last > state.Clock.GetUtcNow() && last < regular ? last : regular;
        }

        /// <summary>Sends what exists where asked to, and finds the position from which changes follow.</summary>
        private async Task<bool> BeginAsync(ListOptions list, bool initial)
        {
            if (!initial)
            {
                _position = list.ResourceVersion ?? state.Revision;
                return true;
            }

            var (objects, revision) = state.Read(() => (exchange.Resource.Store.Objects.Where(filter.Matches).ToList(), state.Revision));
            if (list.ResourceVersion > revision)
            {
                await stream.ErrorAsync(Refusal.TooLargeVersion(list.ResourceVersion.Value, revision));
                return false;
            }

            foreach (var obj in objects)
                await stream.EventAsync("ADDED", obj);
            _position = revision;
            return true;
        }

        /// <summary>Sends the changes since the last ones; false when the watch is over.</summary>
        private async Task<bool> SendNewAsync()
        {
            var store = exchange.Resource.Store;
            var (entries, revision, oldest) = state.Read(() =>
                _position < store.CompactedAt
                    ? (null, state.Revision, store.CompactedAt)
                    : ((IReadOnlyList<HistoryEntry>?)store.Since(_position), state.Revision, store.CompactedAt)
            );
            if (entries is null)
            {
                await stream.ErrorAsync(
                    Refusal.Expired(
                        $"too old resource version: {_position.ToString(CultureInfo.InvariantCulture)} ({oldest.ToString(CultureInfo.InvariantCulture)})"
                    )
                );
                return false;
            }

            foreach (var entry in entries)
                await SendAsync(entry);
            if (revision > _position)
                _position = revision;
            return !stream.Ended && state.FindResource(exchange.Resource.Name)?.Store == store;
        }

        private Task SendAsync(HistoryEntry entry)
        {
            var before = entry.Previous is not null && filter.Matches(entry.Previous);
            var after = entry.Type != StateChangeType.Deleted && filter.Matches(entry.Current);
            return (before, after) switch
            {
                (false, true) => stream.EventAsync("ADDED", entry.Current),
                (true, true) => stream.EventAsync("MODIFIED", entry.Current),
                (true, false) => stream.EventAsync("DELETED", entry.Type == StateChangeType.Deleted ? entry.Current : Left(entry)),
                _ => Task.CompletedTask,
            };
        }

        /// <summary>
        /// An object that leaves the selector is shown as it was, at the version of the change that took it out (apiserver cacher).
        /// </summary>
        private static StoredObject Left(HistoryEntry entry)
        {
            var json = entry.Previous!.Json.DeepClone().AsObject();
            json.Metadata()["resourceVersion"] = entry.Revision.ToString(CultureInfo.InvariantCulture);
            return new StoredObject(json, entry.Revision);
        }

        private async Task WaitAsync(Task change, TimeSpan atMost)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending);
            await Task.WhenAny(change, Task.Delay(atMost, state.Clock, waiting.Token));
            await waiting.CancelAsync();
            ending.ThrowIfCancellationRequested();
        }
    }
}
