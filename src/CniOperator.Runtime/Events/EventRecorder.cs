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
/// Writes Events (core/v1, which <c>kubectl describe</c> shows) one after another in the background. Whatever goes wrong is logged.
/// </summary>
internal sealed class EventRecorder(IApiClient client, string component, string instance, TimeProvider clock, ILogger log)
{
    /// <summary>The API refuses longer messages.</summary>
    private const int LongestMessage = 1024;
    private const int Capacity = 1000;

    private static readonly ResourceType<Unstructured> Events = Unstructured.Of(new ResourceKind("", "v1", "Event", "events", true));

    private readonly Channel<EventNote> _notes = Channel.CreateBounded<EventNote>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    private readonly EventCorrelator _correlator = new(clock);
    private long _sequence;

    /// <summary>Takes a note; never waits, never throws.</summary>
    public void Publish(IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type)
    {
        var metadata = entity.Metadata;
        var note = new EventNote(
            entity.ApiVersion ?? "",
            entity.Kind ?? "",
            ObjectName.Of(entity).Namespace,
            metadata?.Name ?? "",
            metadata?.Uid ?? "",
            metadata?.ResourceVersion ?? "",
            type,
            reason,
            Shorten(message)
        );
        if (!_notes.Writer.TryWrite(note))
            log.LogWarning("event dropped, because {Capacity} wait already: {Reason} {Message}", Capacity, reason, message);
    }

    /// <summary>Writes until <see cref="Complete"/> was called and all is written, or until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var note in _notes.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await WriteAsync(note, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(
                    "event {Reason} on {Kind} {Name} could not be written: {Error}",
                    note.Reason,
                    note.Kind,
                    note.Name,
                    e.Message
                );
            }
        }
    }

    /// <summary>No further notes are taken.</summary>
    public void Complete() => _notes.Writer.TryComplete();

    private async Task WriteAsync(EventNote note, CancellationToken cancellationToken)
    {
        if (_correlator.Decide(note) is not { } decision)
        {
            log.LogDebug("event {Reason} on {Kind} {Name} dropped: too many for this object", note.Reason, note.Kind, note.Name);
            return;
        }

        var now = clock.GetUtcNow();
        if (decision.Existing is { } existing && await TryCountAsync(decision, existing, now, cancellationToken))
            return;
        var name = $"{note.Name}.{now.UtcTicks + _sequence++:x}";
        await client.CreateAsync(Events, new Unstructured(NewEvent(decision.Note, name, now)), cancellationToken);
        _correlator.Written(decision, new EventCorrelator.Known(name, 1, now));
    }

    private async Task<bool> TryCountAsync(
        EventCorrelator.Correlated decision,
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
            ["message"] = decision.Note.Message,
        };
        try
        {
            var name = new ObjectName(NamespaceOf(decision.Note), existing.Name);
            await client.PatchAsync(Events.Kind, name, PatchType.Merge, patch, null, cancellationToken);
            _correlator.Written(decision, existing with { Count = count });
            return true;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Events live for an hour: this one is gone, a new one begins.
            return false;
        }
    }

    private JsonObject NewEvent(EventNote note, string name, DateTimeOffset now)
    {
        var involved = new JsonObject
        {
            ["apiVersion"] = note.ApiVersion,
            ["kind"] = note.Kind,
            ["name"] = note.Name,
        };
        Set(involved, "namespace", note.Namespace);
        Set(involved, "uid", note.Uid);
        Set(involved, "resourceVersion", note.ResourceVersion);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = NamespaceOf(note) },
            ["involvedObject"] = involved,
            ["reason"] = note.Reason,
            ["message"] = note.Message,
            ["type"] = note.Type.ToString(),
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["reportingInstance"] = instance,
            ["firstTimestamp"] = Time(now),
            ["lastTimestamp"] = Time(now),
            ["count"] = 1,
        };
    }

    /// <summary>Events about cluster-scoped objects must be in <c>default</c>.</summary>
    private static string NamespaceOf(EventNote note) => note.Namespace ?? "default";

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
