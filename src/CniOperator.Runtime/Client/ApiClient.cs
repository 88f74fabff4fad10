using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Http;
using CniOperator.Runtime.Client.Requests;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Client;

/// <summary>The typed and untyped calls, on <see cref="ApiTransport"/>.</summary>
internal sealed class ApiClient : IApiClient
{
    private const string PageSize = "500";

    private readonly ApiTransport _transport;

    public ApiClient(ApiTransport transport)
    {
        _transport = transport;
        Mapper = new RestMapper(transport);
    }

    public IRestMapper Mapper { get; }

    public Task<T?> FindAsync<T>(ResourceType<T> type, ObjectName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => FindAsync(type, name, ApiRequest.DefaultDeadline, cancellationToken);

    /// <param name="type">The kind.</param>
    /// <param name="name">The object.</param>
    /// <param name="deadline">The longest that the call may take, retries included.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<T?> FindAsync<T>(ResourceType<T> type, ObjectName name, TimeSpan deadline, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return await SendAsync(Get(type.Kind, name) with { Deadline = deadline }, type, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    public Task<T> GetAsync<T>(ResourceType<T> type, ObjectName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => SendAsync(Get(type.Kind, name), type, cancellationToken);

    public async Task<ObjectList<T>> ListAsync<T>(ResourceType<T> type, ListScope scope, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        for (var restart = false; ; restart = true)
        {
            try
            {
                return await ListAsync(type, scope, null, cancellationToken);
            }
            catch (ApiException e) when (e.IsExpired && !restart)
            {
                // The list's snapshot was compacted away between two pages. One new start; a second time the caller decides.
            }
        }
    }

    /// <param name="type">The kind.</param>
    /// <param name="scope">Which objects.</param>
    /// <param name="resourceVersion">
    /// At least as new as this, <c>"0"</c>: whatever the server has cached; both come from its cache in one piece, where a limit would mean
    /// "exactly this version". <c>null</c>: the newest, page by page.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ObjectList<T>> ListAsync<T>(
        ResourceType<T> type,
        ListScope scope,
        string? resourceVersion,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var items = new List<T>();
        for (string? next = null; ; )
        {
            var page = await PageAsync(type, scope, resourceVersion is null ? PageSize : null, resourceVersion, next, cancellationToken);
            items.AddRange(page.Items);
            if (page.Continue.Length == 0)
                return new ObjectList<T>(items, page.ResourceVersion);
            next = page.Continue;
        }
    }

    public async Task<ObjectPage<T>> PageAsync<T>(
        ResourceType<T> type,
        ListScope scope,
        int limit,
        string? next,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var page = await PageAsync(type, scope, limit.ToString(CultureInfo.InvariantCulture), null, next, cancellationToken);
        return new ObjectPage<T>(page.Items, page.Continue.Length == 0 ? null : page.Continue);
    }

    private Task<ListReader.Page<T>> PageAsync<T>(
        ResourceType<T> type,
        ListScope scope,
        string? limit,
        string? resourceVersion,
        string? next,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var path = ApiPaths.Query(
            ApiPaths.Collection(type.Kind, scope.Namespace),
            ("labelSelector", scope.LabelSelector),
            ("fieldSelector", scope.FieldSelector),
            ("limit", limit),
            ("resourceVersion", resourceVersion),
            ("resourceVersionMatch", resourceVersion is null ? null : "NotOlderThan"),
            ("continue", next)
        );
        var request = new ApiRequest(HttpMethod.Get, path, "list", type.Kind.Resource) { Idempotent = true };
        return _transport.SendAsync(
            request,
            (r, ct) => AnswerReader.ReadAsync(request, r, body => ListReader.Read(body, type), ct),
            cancellationToken
        );
    }

    public Task<T> CreateAsync<T>(ResourceType<T> type, T obj, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var name = ObjectName.Of(obj);
        if (type.Kind.Namespaced && name.Namespace is null)
            throw new ArgumentException($"{type.Kind} are namespaced: {name.Name} must have metadata.namespace");
        var path = ApiPaths.Collection(type.Kind, name.Namespace);
        return SendAsync(Write(HttpMethod.Post, "create", type.Kind, name, path, Bytes(obj, type)), type, cancellationToken);
    }

    public Task<JsonObject> ApplyAsync(ResourceKind kind, JsonObject obj, ApplyOptions options, CancellationToken cancellationToken)
    {
        var name = NameOf(obj);
        var path = ApiPaths.Query(
            ApiPaths.Object(kind, name, options.Subresource),
            ("fieldManager", options.FieldManager),
            ("force", ApiPaths.Flag(options.Force)),
            ("dryRun", ApiPaths.Flag(options.DryRun, "All"))
        );
        var request = Write(HttpMethod.Patch, "patch", kind, name, path, Bytes(obj)) with
        {
            ContentType = "application/apply-patch+yaml",
            Idempotent = true,
        };
        return SendJsonAsync(request, cancellationToken);
    }

    public Task<JsonObject> PatchAsync(
        ResourceKind kind,
        ObjectName name,
        PatchType type,
        JsonNode patch,
        string? fieldManager,
        CancellationToken cancellationToken
    )
    {
        var path = ApiPaths.Query(ApiPaths.Object(kind, name), ("fieldManager", fieldManager));
        var request = Write(HttpMethod.Patch, "patch", kind, name, path, Bytes(patch)) with
        {
            ContentType = type == PatchType.Merge ? "application/merge-patch+json" : "application/json-patch+json",
            Idempotent = type == PatchType.Merge,
        };
        return SendJsonAsync(request, cancellationToken);
    }

    public Task<bool> DeleteAsync(ResourceKind kind, ObjectName name, string? uid, CancellationToken cancellationToken) =>
        DeleteAsync(kind, name, uid, "Background", cancellationToken);

    public Task<bool> OrphanAsync(ResourceKind kind, ObjectName name, string? uid, CancellationToken cancellationToken) =>
        DeleteAsync(kind, name, uid, "Orphan", cancellationToken);

    private async Task<bool> DeleteAsync(
        ResourceKind kind,
        ObjectName name,
        string? uid,
        string propagation,
        CancellationToken cancellationToken
    )
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "DeleteOptions",
            ["propagationPolicy"] = propagation,
        };
        if (uid is not null)
            body["preconditions"] = new JsonObject { ["uid"] = uid };
        var request = Write(HttpMethod.Delete, "delete", kind, name, ApiPaths.Object(kind, name), Bytes(body)) with
        {
            Idempotent = uid is not null,
        };
        try
        {
            return await _transport.SendAsync(request, (_, _) => Task.FromResult(true), cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    public Task<JsonNode?> GetRawAsync(string path, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, path, "get", path) { Idempotent = true };
        return _transport.SendAsync(
            request,
            (r, ct) => AnswerReader.ReadAsync(request, r, body => JsonNode.Parse(body), ct),
            cancellationToken
        );
    }

    /// <summary>For the Lease: the one write that the fence must let through, with a deadline of its own.</summary>
    public Task<Unstructured> WriteUnfencedAsync(
        ResourceType<Unstructured> type,
        Unstructured obj,
        bool create,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
    {
        var name = ObjectName.Of(obj);
        var path = create ? ApiPaths.Collection(type.Kind, name.Namespace) : ApiPaths.Object(type.Kind, name);
        var request = Write(
            create ? HttpMethod.Post : HttpMethod.Put,
            create ? "create" : "update",
            type.Kind,
            name,
            path,
            Bytes(obj, type)
        );
        return SendAsync(request with { Fenced = false, Deadline = deadline }, type, cancellationToken);
    }

    public Task<HttpResponseMessage> OpenWatchAsync(ApiRequest request, CancellationToken cancellationToken) =>
        _transport.OpenAsync(request, cancellationToken);

    private Task<T> SendAsync<T>(ApiRequest request, ResourceType<T> type, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        _transport.SendAsync(
            request,
            (r, ct) =>
                AnswerReader.ReadAsync(
                    request,
                    r,
                    body => ListReader.Stamp(JsonSerializer.Deserialize(body, type.TypeInfo) ?? throw new JsonException("null"), type.Kind),
                    ct
                ),
            cancellationToken
        );

    private Task<JsonObject> SendJsonAsync(ApiRequest request, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            request,
            (r, ct) =>
                AnswerReader.ReadAsync(
                    request,
                    r,
                    body => JsonNode.Parse(body) as JsonObject ?? throw new JsonException("it is not a JSON object"),
                    ct
                ),
            cancellationToken
        );

    private static ApiRequest Get(ResourceKind kind, ObjectName name) =>
        Request(HttpMethod.Get, "get", kind, name, ApiPaths.Object(kind, name)) with
        {
            Idempotent = true,
        };

    private static ApiRequest Request(HttpMethod method, string verb, ResourceKind kind, ObjectName name, string path) =>
        new(method, path, verb, kind.Resource, name.ToString());

    private static ApiRequest Write(HttpMethod method, string verb, ResourceKind kind, ObjectName name, string path, byte[] body) =>
        Request(method, verb, kind, name, path) with
        {
            Body = body,
            ContentType = "application/json",
            Fenced = true,
        };

    private static ObjectName NameOf(JsonObject obj) =>
        new(obj.Text("metadata", "namespace") is { Length: > 0 } ns ? ns : null, obj.Text("metadata", "name") ?? "");

    private static byte[] Bytes<T>(T obj, ResourceType<T> type)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        JsonSerializer.SerializeToUtf8Bytes(ListReader.Stamp(obj, type.Kind), type.TypeInfo);

    private static byte[] Bytes(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            node.WriteTo(writer);
        return buffer.ToArray();
    }
}
