using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CniOperator.Contract.Tests.Servers;

/// <summary>An API server under test, spoken to in plain HTTP.</summary>
public sealed class Api(Uri url, string? token, Func<Task> compact) : IDisposable
{
    /// <summary>Writes JSON as it is, without escapes for HTML.</summary>
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal const string Json = "application/json";
    internal const string Merge = "application/merge-patch+json";
    internal const string JsonPatch = "application/json-patch+json";
    internal const string Strategic = "application/strategic-merge-patch+json";
    internal const string Apply = "application/apply-patch+yaml";
    internal const string TableFormat = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private readonly HttpClient _client = ServerHttp.NewClient(url, token);
    private int _names;

    public Task CompactAsync() => compact();

    public Task<Answer> Get(string path, string accept = Json) => Send(HttpMethod.Get, path, null, Json, accept);

    /// <summary>Reads with one more header.</summary>
    public Task<Answer> GetWith(string header, string value, string path, string accept = Json) =>
        Send(HttpMethod.Get, path, null, Json, accept, (header, value));

    public Task<Answer> Post(string path, string body) => Send(HttpMethod.Post, path, body, Json, Json);

    public Task<Answer> Put(string path, JsonNode body) => Send(HttpMethod.Put, path, body.ToJsonString(), Json, Json);

    public Task<Answer> Patch(string path, string type, string body) => Send(HttpMethod.Patch, path, body, type, Json);

    public Task<Answer> Delete(string path, string? options = null) => Send(HttpMethod.Delete, path, options, Json, Json);

    public async Task<Answer> Send(
        HttpMethod method,
        string path,
        string? body,
        string type,
        string accept,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.ToList() : [];
        return new Answer(
            (int)response.StatusCode,
            text,
            warnings,
            response.Content.Headers.ContentType?.ToString() ?? "",
            response.Headers.ETag?.Tag ?? ""
        );
    }

    /// <summary>Starts a watch; the server has answered when the task ends.</summary>
    public async Task<Watch> Watch(string path)
    {
        var response = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return new Watch(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>A namespace of the test's own.</summary>
    public async Task<string> NewNamespace()
    {
        var name = $"t{Interlocked.Increment(ref _names)}";
        (await Post("/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""")).Expect(201);
        return name;
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>What a server answered.</summary>
public sealed record Answer(int Status, string Text, IReadOnlyList<string> Warnings, string ContentType, string ETag)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Message => Json["message"]?.ToString();

    public string? Reason => Json["reason"]?.ToString();

    public string ResourceVersion => Json["metadata"]!["resourceVersion"]!.ToString();

    public string Uid => Json["metadata"]!["uid"]!.ToString();

    /// <summary>The names of a list's items.</summary>
    public string Names => string.Join(' ', Json["items"]!.AsArray().Select(i => i!["metadata"]!["name"]!.ToString()));

    /// <summary>The value at a path of fields and positions; <c>null</c> where there is none.</summary>
    public JsonNode? At(params object[] path) => path.Aggregate<object, JsonNode?>(Json, (node, step) => step switch
            {
                int index => node is JsonArray list && index < list.Count ? list[index] : null,
                _ => node is JsonObject map ? map[(string)step] : null,
            });

    /// <summary>The owners of an object's fields, one a line: manager, operation, subresource, fields.</summary>
    public string Owners =>
        string.Join(
            '\n',
            (At("metadata", "managedFields") as JsonArray ?? []).Select(e =>
                $"{e!["manager"]} {e["operation"]}{(e["subresource"] is { } sub ? $"/{sub}" : "")} {e["fieldsV1"]!.ToJsonString(Servers.Api.Plain)}"
            )
        );

    /// <summary>Fails unless the status is this one; the failure shows the body.</summary>
    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"expected HTTP {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>Fails unless this is a Status of that reason and message.</summary>
    public Answer Refuses(int status, string reason, string message)
    {
        Expect(status);
        Assert.True(
            (reason, WithoutSources(message)) == (Reason ?? "", WithoutSources(Message ?? "")),
            $"expected {reason}: {message}\nanswered {Reason}: {Message}"
        );
        return this;
    }

    // Which file a server names for the scheme that does not know a kind depends on the compiler that built it.
    private static string WithoutSources(string message) => Regex.Replace(message, "in scheme \"[^\"]*\"", "in a scheme");
}
