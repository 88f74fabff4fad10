using System.Text.Json.Nodes;

namespace CniOperator.Runtime.Watching;

/// <summary>One event. A bookmark's object has a resourceVersion and annotations only; an error has a Status instead.</summary>
internal readonly record struct WatchEvent<T>(WatchEventType Type, T? Object, JsonObject? Status)
    where T : class;
