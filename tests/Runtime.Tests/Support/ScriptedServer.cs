using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using CniOperator.Kubernetes.Patches;

namespace CniOperator.Runtime.Tests.Support;

/// <summary>
/// Just enough of an API server behind an HttpMessageHandler to hold objects and feed watches, with a fault for each request on demand.
/// What a real server answers is tested by the contract suite; this one exists to break in ways that a real one does rarely.
/// </summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private static readonly HashSet<string> Plurals = ["widgets", "nodes", "configmaps", "leases", "events"];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Type, string Path, JsonObject Object)> _history = [];
    private readonly List<Watch> _watches = [];
    private long _version = 100;
    private long _compacted;
    private long _uid;

    /// <summary>Decides on the fault of a request.</summary>
    public Func<Request, Fault> Script { get; set; } = _ => Fault.None;

    public List<Request> Journal { get; } = [];

    public int OpenWatches
    {
        get
        {
            lock (_lock)
                return _watches.Count;
        }
    }

    public HttpClient Client() => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public List<Request> Requests(Func<Request, bool>? where = null)
    {
        lock (_lock)
            return [.. Journal.Where(where ?? (_ => true))];
    }

    public JsonObject? Find(string path)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(path)?.DeepClone().AsObject();
    }

    public IReadOnlyDictionary<string, string> Versions(string collection)
    {
        lock (_lock)
            return _objects.Where(o => InCollection(o.Key, collection)).ToDictionary(o => Name(o.Value), o => Version(o.Value));
    }

    /// <summary>Creates or changes an object, as another client would.</summary>
    public JsonObject Put(string path, JsonObject? content = null)
    {
        lock (_lock)
            return Store(path, content ?? []);
    }

    public void Remove(string path)
    {
        lock (_lock)
        {
            if (_objects.Remove(path, out var old))
                Record("DELETED", path, Stamp(old.DeepClone().AsObject()));
        }
    }

    /// <summary>Forgets the history: watches from before now are answered 410.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _compacted = _version;
            _history.Clear();
        }
    }

    /// <summary>Breaks every open watch.</summary>
    public void DropWatches(Fault how = Fault.EarlyClose)
    {
        lock (_lock)
        {
            foreach (var watch in _watches.ToList())
                watch.End(how);
            _watches.Clear();
        }
    }

    public void Bookmark()
    {
        lock (_lock)
        {
            foreach (var watch in _watches)
                watch.Send("BOOKMARK", BookmarkObject(false));
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var body = message.Content is null ? "" : await message.Content.ReadAsStringAsync(cancellationToken);
        var request = new Request(
            message.Method.Method,
            message.RequestUri!.AbsolutePath,
            HttpUtility.ParseQueryString(message.RequestUri.Query),
            body
        )
        {
            ContentType = message.Content?.Headers.ContentType?.MediaType ?? "",
        };
        Fault fault;
        lock (_lock)
        {
            Journal.Add(request);
            fault = Script(request);
        }

        switch (fault)
        {
            case Fault.Reset:
                throw new HttpRequestException("connection reset by peer");
            case Fault.Silence when !request.IsWatch:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                break;
        }

        if (StatusOf(fault, request) is { } refused)
            return refused;
        HttpResponseMessage answer;
        lock (_lock)
            answer = request.IsWatch ? OpenWatch(request, fault) : Answer(request);
        return fault == Fault.LostAnswer ? throw new HttpRequestException("connection closed before the answer") : answer;
    }

    private HttpResponseMessage Answer(Request request)
    {
        if (request.Method == "GET")
            return Get(request);
        if (request.Method == "DELETE")
        {
            if (!_objects.ContainsKey(request.Path))
                return Status(404, "NotFound", "not found");
            Remove(request.Path);
            return Json(200, new JsonObject { ["kind"] = "Status" });
        }

        var sent = JsonNode.Parse(request.Body)!;
        if (request.Method == "POST")
        {
            var path = $"{request.Path}/{Name(sent.AsObject())}";
            return _objects.ContainsKey(path) ? Status(409, "AlreadyExists", "already exists") : Json(201, Store(path, sent.AsObject()));
        }

        if (request.ContentType == "application/json-patch+json")
            return Patch(request.Path, sent.AsArray());
        if (
            request.Method == "PUT"
            && _objects.TryGetValue(request.Path, out var live)
            && Version(sent.AsObject()) is { Length: > 0 } v
            && v != Version(live)
        )
            return Status(409, "Conflict", "the object has been modified");
        if (request.Method == "PUT" && !_objects.ContainsKey(request.Path))
            return Status(404, "NotFound", "not found");
        return Json(200, Store(request.Path, Merge(_objects.GetValueOrDefault(request.Path), sent.AsObject())));
    }

    private HttpResponseMessage Get(Request request)
    {
        if (_objects.TryGetValue(request.Path, out var one))
            return Json(200, one);
        var items = _objects.Where(o => InCollection(o.Key, request.Path)).Select(o => o.Value).ToList();
        if (!Plurals.Contains(request.Path.Split('/')[^1]))
            return Status(404, "NotFound", $"{request.Path} not found");
        var limit = int.Parse(request.Query["limit"] ?? "1000000", System.Globalization.CultureInfo.InvariantCulture);
        var from = int.Parse(request.Query["continue"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var page = items.Skip(from).Take(Math.Min(limit, PageSize)).Select(i => i.DeepClone()).ToArray();
        var metadata = new JsonObject { ["resourceVersion"] = $"{_version}" };
        if (from + page.Length < items.Count && request.Query["limit"] is not null)
            metadata["continue"] = $"{from + page.Length}";
        else
            page = request.Query["limit"] is null ? [.. items.Select(i => i.DeepClone())] : page;
        foreach (var item in page)
        {
            item.AsObject().Remove("kind");
            item.AsObject().Remove("apiVersion");
        }

        return Json(
            200,
            new JsonObject
            {
                ["kind"] = "List",
                ["metadata"] = metadata,
                ["items"] = new JsonArray(page),
            }
        );
    }

    public int PageSize { get; set; } = int.MaxValue;

    private HttpResponseMessage OpenWatch(Request request, Fault fault)
    {
        var from = request.Query["resourceVersion"];
        var streaming = request.Query["sendInitialEvents"] == "true" && fault != Fault.StreamingIgnored;
        var since = long.Parse(from ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        if (!streaming && from is not null && since < _compacted)
            return Status(410, "Expired", $"too old resource version: {from} ({_compacted})");
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var watch = new Watch(request.Path, pipe.Writer);
        if (streaming)
        {
            foreach (var item in _objects.Where(o => InCollection(o.Key, request.Path)))
                watch.Send("ADDED", item.Value);
            watch.Send("BOOKMARK", BookmarkObject(true));
        }
        else
        {
            foreach (var item in _history.Where(h => h.Version > since && from is not null && InCollection(h.Path, request.Path)))
                watch.Send(item.Type, item.Object);
        }

        if (fault is Fault.CutMidLine or Fault.Garbage or Fault.EarlyClose or Fault.GoneInStream)
            watch.End(fault);
        else if (fault != Fault.Silence)
            _watches.Add(watch);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new WatchBody(pipe.Reader.AsStream(), () => Close(watch))),
        };
    }

    private void Close(Watch watch)
    {
        lock (_lock)
            _watches.Remove(watch);
    }

    private HttpResponseMessage Patch(string path, JsonArray patch)
    {
        if (!_objects.TryGetValue(path, out var live))
            return Status(404, "NotFound", "not found");
        JsonObject copy;
        try
        {
            copy = JsonPatch.Apply(live, patch)!.AsObject();
        }
        catch (PatchException)
        {
            return Status(422, "Invalid", "the server rejected our request due to an error in our request");
        }

        var metadata = copy["metadata"]!.AsObject();
        if (metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 })
        {
            Remove(path);
            return Json(200, copy);
        }

        return Json(200, Store(path, copy));
    }

    private static JsonNode? Child(JsonNode? parent, string step) =>
        parent is JsonArray list
            ? list.ElementAtOrDefault(int.Parse(step, System.Globalization.CultureInfo.InvariantCulture))
            : parent?[step];

    private JsonObject Store(string path, JsonObject content)
    {
        var isNew = !_objects.TryGetValue(path, out var old);
        var item = content.DeepClone().AsObject();
        var metadata = item["metadata"] as JsonObject;
        if (metadata is null)
            item["metadata"] = metadata = [];
        metadata["name"] = path.Split('/')[^1];
        if (path.Contains("/namespaces/", StringComparison.Ordinal))
            metadata["namespace"] = path.Split("/namespaces/")[1].Split('/')[0];
        metadata["uid"] = old?["metadata"]!["uid"]!.GetValue<string>() ?? $"uid-{++_uid}";
        var sameSpec =
            !isNew
            && JsonNode.DeepEquals(old!["spec"], item["spec"])
            && old["metadata"]!["deletionTimestamp"] is null == metadata["deletionTimestamp"] is null;
        metadata["generation"] = isNew ? 1 : old!["metadata"]!["generation"]!.GetValue<long>() + (sameSpec ? 0 : 1);
        Stamp(item);
        _objects[path] = item;
        Record(isNew ? "ADDED" : "MODIFIED", path, item);
        return item;
    }

    private JsonObject Stamp(JsonObject item)
    {
        item["metadata"]!["resourceVersion"] = $"{++_version}";
        return item;
    }

    private void Record(string type, string path, JsonObject item)
    {
        _history.Add((_version, type, path, item));
        foreach (var watch in _watches.Where(w => InCollection(path, w.Path)))
            watch.Send(type, item);
    }

    private JsonObject BookmarkObject(bool ends)
    {
        var metadata = new JsonObject { ["resourceVersion"] = $"{_version}" };
        if (ends)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        return new JsonObject { ["metadata"] = metadata };
    }

    private static HttpResponseMessage? StatusOf(Fault fault, Request request) =>
        fault switch
        {
            Fault.TooManyRequests => Status(429, "TooManyRequests", "slow down", 1),
            Fault.InternalError => Status(500, "InternalError", "etcd is not well"),
            Fault.Unavailable => Status(503, "ServiceUnavailable", "starting"),
            Fault.Forbidden => Status(403, "Forbidden", "RBAC says no"),
            Fault.NotServed => Status(404, "NotFound", "the server could not find the requested resource"),
            Fault.Gone => Status(410, "Expired", "the provided continue parameter is too old"),
            Fault.TooLargeVersion => Status(504, "Timeout", "Too large resource version: 999, current: 5"),
            Fault.Conflict => Status(409, "Conflict", "the object has been modified"),
            Fault.NoStreaming when request.Query["sendInitialEvents"] is not null => Status(
                422,
                "Invalid",
                "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled"
            ),
            _ => null,
        };

    private static HttpResponseMessage Status(int code, string reason, string message, int? retryAfter = null)
    {
        var answer = Json(
            code,
            new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["status"] = "Failure",
                ["code"] = code,
                ["reason"] = reason,
                ["message"] = message,
            }
        );
        if (retryAfter is { } seconds)
            answer.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    private static HttpResponseMessage Json(int code, JsonObject body) =>
        new((HttpStatusCode)code) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private static JsonObject Merge(JsonObject? live, JsonObject patch)
    {
        var merged = live?.DeepClone().AsObject() ?? [];
        foreach (var (key, value) in patch)
        {
            merged[key] = value is JsonObject inner && merged[key] is JsonObject there ? Merge(there, inner) : value?.DeepClone();
        }

        return merged;
    }

    private static bool InCollection(string path, string collection)
    {
        var plural = collection.Split('/')[^1];
        return path.StartsWith(collection + "/", StringComparison.Ordinal)
            || (
                path.Contains($"/{plural}/", StringComparison.Ordinal)
                && path.StartsWith(collection[..^plural.Length], StringComparison.Ordinal)
            );
    }

    private static string Name(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();

    private static string Version(JsonObject item) => item["metadata"]?["resourceVersion"]?.GetValue<string>() ?? "";

    /// <summary>A request as the server saw it.</summary>
    public sealed record Request(string Method, string Path, System.Collections.Specialized.NameValueCollection Query, string Body)
    {
        public string ContentType { get; init; } = "";

        public bool IsWatch => Query["watch"] == "true";

        public bool IsStreamingList => Query["sendInitialEvents"] == "true";

        public bool IsWrite => Method != "GET";
    }

    private sealed class Watch(string path, PipeWriter writer)
    {
        public string Path => path;

        public void Send(string type, JsonObject item) => Write($"{{\"type\":\"{type}\",\"object\":{item.ToJsonString()}}}\n");

        public void End(Fault how)
        {
            if (how == Fault.CutMidLine)
                Write("{\"type\":\"ADDED\",\"object\":{\"metad");
            else if (how == Fault.Garbage)
                Write("{\"type\":\"ADDED\",\"object\":{\"metadata\":[}}\n");
            else if (how == Fault.GoneInStream)
                Write(
                    "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}}\n"
                );
            writer.Complete(how == Fault.Reset ? new IOException("connection reset by peer") : null);
        }

        private void Write(string text)
        {
            System.Buffers.BuffersExtensions.Write(writer, Encoding.UTF8.GetBytes(text));

            // Completes at once: the pipe has no limit.
            writer.FlushAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
