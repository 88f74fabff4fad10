using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Events;

/// <summary>
/// Writes Events (core/v1, which <c>kubectl describe</c> shows) one after another in the background. Whatever goes wrong is logged. Of
/// those that report a state, the newest one waits until it may be written: what people see last is true.
/// </summary>
internal sealed class EventRecorder(IApiClient client, string component, string instance, TimeProvider clock, ILogger log)
{
    /// <summary>The API refuses longer messages.</summary>
    private const int LongestMessage = 1024;
    private const int Capacity = 1000;

    private static readonly ResourceType<Unstructured> Events = Unstructured.Of(KubernetesKinds.Events);

    private readonly Channel<PendingEvent> _pending = Channel.CreateBounded<PendingEvent>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    private readonly EventCorrelator _correlator = new(clock);
    private readonly LateEvents _late = new(clock);
    private long _sequence;

    /// <summary>The reasons of Events that report the state of their object.</summary>
    public IReadOnlySet<string> StateReasons { get; init; } = new HashSet<string>();

    /// <summary>Takes an Event; never waits, never throws.</summary>
    public void Publish(IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type)
    {
        var pending = new PendingEvent(ObjectReference.To(entity), type, reason, Shorten(message))
        {
            IsState = StateReasons.Contains(reason),
        };
        if (!_pending.Writer.TryWrite(pending))
            log.LogWarning("event dropped, because {Capacity} wait already: {Reason} {Message}", Capacity, reason, message);
    }

    /// <summary>Writes until <see cref="Complete"/> was called and all is written, or until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _late.NextAsync(_pending.Reader, cancellationToken) is { } pending)
        {
            try
            {
                await WriteAsync(pending, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(
                    "event {Reason} on {Kind} {Name} could not be written: {Error}",
                    pending.Reason,
                    pending.Regarding.Kind,
                    pending.Regarding.Name,
                    e.Message
                );
            }
        }
    }

    /// <summary>No further Events are taken.</summary>
    public void Complete() => _pending.Writer.TryComplete();

    private async Task WriteAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        var regarding = pending.Regarding;
        if (_correlator.Decide(pending) is not { } write)
        {
            if (pending.IsState)
                _late.Add(pending, _correlator.WaitFor(pending));
            log.LogDebug("event {Reason} on {Kind} {Name} dropped: too many for it", pending.Reason, regarding.Kind, regarding.Name);
            return;
        }

        var now = clock.GetUtcNow();
        if (write.Existing is { } existing && await TryCountAsync(write, existing, now, cancellationToken))
            return;
        var name = $"{regarding.Name}.{now.UtcTicks + _sequence++:x}";
        await client.CreateAsync(Events, new Unstructured(NewEvent(write.Event, name, now)), cancellationToken);
        _correlator.Written(write, new EventCorrelator.Known(name, 1, now));
    }

    private async Task<bool> TryCountAsync(
        EventCorrelator.Write write,
        EventCorrelator.Known existing,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var count = existing.Count + 1;
        var patch = new JsonObject
        {
            ["count"] = count,
            ["lastTimestamp"] = Time(now),
            ["message"] = write.Event.Message,
        };
        try
        {
            var name = new ObjectName(NamespaceOf(write.Event.Regarding), existing.Name);
            await client.PatchAsync(Events.Kind, name, PatchType.Merge, patch, null, cancellationToken);
            _correlator.Written(write, existing with { Count = count });
            return true;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Events live for an hour: this one is gone, a new one begins.
            return false;
        }
    }

    private JsonObject NewEvent(PendingEvent pending, string name, DateTimeOffset now)
    {
        var regarding = pending.Regarding;
        var involved = new JsonObject
        {
            ["apiVersion"] = regarding.ApiVersion,
            ["kind"] = regarding.Kind,
            ["name"] = regarding.Name,
        };
        Set(involved, "namespace", regarding.Namespace);
        Set(involved, "uid", regarding.Uid);
        Set(involved, "resourceVersion", regarding.ResourceVersion);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = NamespaceOf(regarding) },
            ["involvedObject"] = involved,
            ["reason"] = pending.Reason,
            ["message"] = pending.Message,
            ["type"] = pending.Type.ToString(),
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["reportingInstance"] = instance,
            ["firstTimestamp"] = Time(now),
            ["lastTimestamp"] = Time(now),
            ["count"] = 1,
        };
    }

    /// <summary>Events about cluster-scoped objects must be in <c>default</c>.</summary>
    private static string NamespaceOf(ObjectReference regarding) => regarding.Namespace ?? "default";

    private static void Set(JsonObject owner, string field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            owner[field] = value;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Cuts at a character, not within one.</summary>
    private static string Shorten(string message)
    {
        if (Encoding.UTF8.GetByteCount(message) <= LongestMessage)
            return message;
        var length = Math.Min(message.Length, LongestMessage - 3);
        while (Encoding.UTF8.GetByteCount(message.AsSpan(0, length)) > LongestMessage - 3 || char.IsHighSurrogate(message[length - 1]))
            length--;
        return message[..length] + "...";
    }
}
