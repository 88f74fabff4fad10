using System.Globalization;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Requests;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Watching;

/// <summary>
/// Keeps a sink in step with the server: carries out the steps that <see cref="ReflectorPolicy"/> decides on, and waits in between.
/// </summary>
internal sealed class Reflector<T>(
    ApiClient client,
    ResourceType<T> type,
    ListScope scope,
    IReflectorSink<T> sink,
    TimeProvider clock,
    Random random
)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The annotation of the bookmark that ends the list within a streaming list, KEP-3157.</summary>
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    /// <summary>The server ends a watch after this long at most; varied, so that not all watches reconnect at once.</summary>
    private const int ShortestWatchSeconds = 270;
    private const int LongestWatchSeconds = 290;

    /// <summary>Later than any end that the server was asked for: now only the connection can be dead.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(LongestWatchSeconds + 5);

    /// <summary>A list that streams does not pause this long: the server took the parameters without knowing them.</summary>
    private static readonly TimeSpan ListIdleTimeout = TimeSpan.FromSeconds(30);

    private ReflectorState _state = ReflectorState.Initial;

    /// <summary>Runs until cancelled, whatever the server does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = await StepAsync(cancellationToken);
            _state = ReflectorPolicy.Next(_state, outcome);
            var error = (outcome as ReflectorOutcome.Failed)?.Error;
            if (error is not null && _state.Failures > 0 && !error.IsExpired)
                sink.Failed(error, _state.Failures);
            var pause = ReflectorPolicy.Pause(_state.Failures, error?.RetryAfter, Jitter());
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private async Task<ReflectorOutcome> StepAsync(CancellationToken cancellationToken)
    {
        var progress = new WatchProgress(_state.ResourceVersion, clock.GetTimestamp());
        try
        {
            if (_state.Phase == ReflectorPhase.List)
                return await ListAsync(cancellationToken);
            await WatchAsync(progress, cancellationToken);
            return new ReflectorOutcome.Ended(
                progress.ResourceVersion,
                progress.Complete,
                progress.Events,
                clock.GetElapsedTime(progress.Begun)
            );
        }
        catch (ApiException e)
        {
            return new ReflectorOutcome.Failed(progress.ResourceVersion, progress.Complete, e, clock.GetElapsedTime(progress.Begun));
        }
    }

    private async Task<ReflectorOutcome> ListAsync(CancellationToken cancellationToken)
    {
        var list = await client.ListAsync(type, scope, _state.From, cancellationToken);
        sink.Replace(list.Items);
        return new ReflectorOutcome.Listed(list.ResourceVersion);
    }

    private async Task WatchAsync(WatchProgress progress, CancellationToken cancellationToken)
    {
        var streaming = _state.Phase == ReflectorPhase.StreamingList;
        var request = NewRequest(streaming);
        var response = await client.OpenWatchAsync(request, cancellationToken);
        using var stream = new WatchStream<T>(response, request, type, clock) { IdleTimeout = streaming ? ListIdleTimeout : IdleTimeout };
        var initial = streaming ? new Dictionary<ObjectName, T>() : null;
        if (!streaming)
            sink.Connected();
        await foreach (var item in stream.ReadAsync(cancellationToken))
        {
            progress.Events++;
            if (item.Type == WatchEventType.Error)
                throw StatusReader.From(request, item.Status!);
            if (initial is null)
            {
                Handle(item);
            }
            else if (Collect(initial, item))
            {
                sink.Replace([.. initial.Values]);
                sink.Connected();
                initial = null;
                progress.Complete = true;
                stream.IdleTimeout = IdleTimeout;
            }

            // The versions within a streaming list are those of the objects, not of the list: a watch cannot resume from them.
            if (initial is null && item.Object!.Metadata?.ResourceVersion is { Length: > 0 } version)
                progress.ResourceVersion = version;
        }
    }

    private void Handle(WatchEvent<T> item)
    {
        if (item.Type is WatchEventType.Added or WatchEventType.Modified)
            sink.Apply(item.Object!);
        else if (item.Type == WatchEventType.Deleted)
            sink.Delete(item.Object!);
    }

    /// <returns>Whether the list is complete.</returns>
    private static bool Collect(Dictionary<ObjectName, T> initial, WatchEvent<T> item)
    {
        if (item.Type == WatchEventType.Bookmark)
            return item.Object!.Metadata?.Annotations?.TryGetValue(InitialEventsEnd, out var ends) == true && ends == "true";
        if (item.Type == WatchEventType.Deleted)
            initial.Remove(ObjectName.Of(item.Object!));
        else
            initial[ObjectName.Of(item.Object!)] = item.Object!;
        return false;
    }

    private ApiRequest NewRequest(bool streaming)
    {
        int seconds;
        lock (random)
            seconds = random.Next(ShortestWatchSeconds, LongestWatchSeconds + 1);
        var path = ApiPaths.Query(
            ApiPaths.Collection(type.Kind, scope.Namespace),
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("labelSelector", scope.LabelSelector),
            ("fieldSelector", scope.FieldSelector),
            ("resourceVersion", _state.From),
            ("sendInitialEvents", ApiPaths.Flag(streaming)),
            ("resourceVersionMatch", streaming ? "NotOlderThan" : null),
            ("timeoutSeconds", seconds.ToString(CultureInfo.InvariantCulture))
        );
        return new ApiRequest(HttpMethod.Get, path, "watch", type.Kind.Resource);
    }

    private double Jitter()
    {
        lock (random)
            return random.NextDouble();
    }

    private sealed class WatchProgress(string resourceVersion, long begun)
    {
        public string ResourceVersion { get; set; } = resourceVersion;

        public long Begun { get; } = begun;

        public bool Complete { get; set; }

        public int Events { get; set; }
    }
}
