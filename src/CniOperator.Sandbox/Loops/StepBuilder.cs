using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Loops;

/// <summary>
/// Collects the writes of one step. Events of the same kind about the same object are counted up, as client-go's recorder does.
/// </summary>
internal sealed class StepBuilder(ClusterView view, DateTimeOffset now, string component)
{
    private readonly List<ClusterWrite> _writes = [];
    private readonly Dictionary<(string, string), ClusterWrite> _events = [];

    public ClusterView View => view;

    public DateTimeOffset Now => now;

    public DateTimeOffset? WakeAt { get; private set; }

    public void Add(ClusterWrite write) => _writes.Add(write);

    /// <summary>Asks to be called again at this time; the earliest time wins.</summary>
    public void Wake(DateTimeOffset? at)
    {
        if (at is { } time && (WakeAt is null || time < WakeAt))
            WakeAt = time;
    }

    public void Event(string apiVersion, string kind, JsonObject about, string type, string reason, string message, string? host = null)
    {
        var write = EventWrite(apiVersion, kind, about, type, reason, message, host);
        _events[(about.Uid(), reason + message)] = write;
    }

    /// <summary>The write that records an event, without adding it.</summary>
    public ClusterWrite EventWrite(
        string apiVersion,
        string kind,
        JsonObject about,
        string type,
        string reason,
        string message,
        string? host = null
    )
    {
        var ns = about.Namespace() ?? "default";
        // The API server refuses longer messages (core/v1 Event, 1024 bytes).
        if (message.Length > 1024)
            message = message[..1021] + "...";
        var name =
            $"{about.Name()}.{Hashes.Fnv64($"{about.Uid()}|{reason}|{message}|{component}|{host}").ToString("x16", CultureInfo.InvariantCulture)}";
        if (view.Get(Kinds.Events, ns, name) is { } known)
        {
            var again = known.Clone();
            again["count"] = (known.Number("count") ?? 1) + 1;
            again["lastTimestamp"] = now.ToApiTime();
            return new UpdateWrite(Kinds.Events, again);
        }

        return new CreateWrite(Kinds.Events, NewEvent(apiVersion, kind, about, ns, name, type, reason, message, host));
    }

    public LoopStep Build() => new([.. _writes, .. _events.Values], WakeAt);

    private JsonObject NewEvent(
        string apiVersion,
        string kind,
        JsonObject about,
        string ns,
        string name,
        string type,
        string reason,
        string message,
        string? host
    )
    {
        var source = new JsonObject { ["component"] = component };
        if (host is not null)
            source["host"] = host;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["involvedObject"] = Involved(apiVersion, kind, about),
            ["type"] = type,
            ["reason"] = reason,
            ["message"] = message,
            ["count"] = 1,
            ["firstTimestamp"] = now.ToApiTime(),
            ["lastTimestamp"] = now.ToApiTime(),
            ["source"] = source,
            ["reportingComponent"] = component,
            ["reportingInstance"] = host ?? "",
        };
    }

    private static JsonObject Involved(string apiVersion, string kind, JsonObject about)
    {
        var involved = new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = apiVersion,
            ["name"] = about.Name(),
            ["uid"] = about.Uid(),
        };
        if (about.Namespace() is { } aboutNamespace)
            involved["namespace"] = aboutNamespace;
        return involved;
    }
}
