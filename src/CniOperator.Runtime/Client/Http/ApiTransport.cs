using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Requests;
using k8s.Authentication;

namespace CniOperator.Runtime.Client.Http;

/// <summary>Sends requests: credentials, deadline, retries, the fence, and errors that name the request.</summary>
internal sealed class ApiTransport
{
    private const int MostRetries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http;
    private readonly Uri _baseUri;
    private readonly ServiceClientCredentials? _credentials;
    private readonly string _userAgent;
    private readonly TimeProvider _clock;
    private readonly Random _random;

    /// <param name="http">Must have no timeout of its own: watches last.</param>
    /// <param name="baseUri">The API server's address; a path in it is kept.</param>
    /// <param name="credentials">Added to each request; <c>null</c>: TLS alone, or nothing.</param>
    /// <param name="userAgent">Names us in audit logs, and as field manager where none is given.</param>
    /// <param name="clock">For deadlines and pauses.</param>
    /// <param name="random">For jitter.</param>
    public ApiTransport(
        HttpClient http,
        Uri baseUri,
        ServiceClientCredentials? credentials,
        string userAgent,
        TimeProvider clock,
        Random random
    )
    {
        _http = http;
        _baseUri = new Uri(baseUri.AbsoluteUri.TrimEnd('/'));
        _credentials = credentials;
        _userAgent = userAgent;
        _clock = clock;
        _random = random;
    }

    public IWriteFence Fence { get; set; } = OpenFence.Instance;

    public IRequestObserver? Observer { get; set; }

    public TimeProvider Clock => _clock;

    public string Host => _baseUri.Authority;

    /// <summary>Sends and reads the answer within the request's deadline.</summary>
    public async Task<TResult> SendAsync<TResult>(
        ApiRequest request,
        Func<HttpResponseMessage, CancellationToken, Task<TResult>> read,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(request.Deadline, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken,
            request.Fenced ? Fence.Closed : CancellationToken.None
        );
        var begun = _clock.GetTimestamp();
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                using var response = await SendOnceAsync(request, both.Token);
                if (response.IsSuccessStatusCode)
                    return await read(response, both.Token);
                var error = await StatusReader.ReadAsync(request, response, _clock, both.Token);
                var pause = Pause(request, error, attempt);
                if (pause is not { } wait || _clock.GetElapsedTime(begun) + wait >= request.Deadline)
                    throw error;
                Observer?.Retried(request.Method.Method, request.Verb, Code(response.StatusCode));
                await Task.Delay(wait, _clock, both.Token);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw request.Fenced && Fence.Closed.IsCancellationRequested
                ? new LeadershipLostException($"{request}: given up because leadership was lost meanwhile", e)
                : TimedOut(request, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Unreachable(request, e);
        }
    }

    /// <summary>
    /// Sends a request whose answer is a stream, such as a watch: the deadline ends with the headers. The caller disposes of the answer.
    /// </summary>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(request.Deadline, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await SendOnceAsync(request, both.Token);
            if (response.IsSuccessStatusCode)
                return response;
            var error = await StatusReader.ReadAsync(request, response, _clock, both.Token);
            response.Dispose();
            throw error;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw TimedOut(request, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            response?.Dispose();
            throw Unreachable(request, e);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Fenced && !Fence.MayWrite)
            throw new LeadershipLostException($"{request}: not sent, because this process does not lead");
        using var message = Message(request);
        if (_credentials is not null)
            await _credentials.ProcessHttpRequestAsync(message, cancellationToken);
        var begun = _clock.GetTimestamp();
        var code = "<error>";
        try
        {
            var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            code = Code(response.StatusCode);
            return response;
        }
        finally
        {
            Observer?.Sent(request.Method.Method, request.Verb, code, _clock.GetElapsedTime(begun));
        }
    }

    private HttpRequestMessage Message(ApiRequest request)
    {
        // The target is kept as composed: a base path (a proxy's) goes in front.
        var message = new HttpRequestMessage(request.Method, new Uri(_baseUri.AbsoluteUri.TrimEnd('/') + request.PathAndQuery))
        {
            Version = _baseUri.Scheme == Uri.UriSchemeHttps ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.ContentType is not null)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        }

        return message;
    }

    private TimeSpan? Pause(ApiRequest request, ApiException error, int attempt)
    {
        if (!request.Idempotent || error.Code is not (429 or 503) || attempt >= MostRetries)
            return null;
        var pause = error.RetryAfter ?? FirstPause * Math.Pow(2, attempt);
        lock (_random)
            return pause + (pause * 0.25 * _random.NextDouble());
    }

    private ApiTimeoutException TimedOut(ApiRequest request, Exception cause) =>
        new($"{request}: no answer from the API server at {_baseUri} within {request.Deadline.TotalSeconds:0} s", cause)
        {
            Reason = "Timeout",
            Verb = request.Verb,
            Resource = request.Resource,
        };

    private ApiException Unreachable(ApiRequest request, Exception cause) =>
        new($"{request}: the API server at {_baseUri} cannot be reached: {Innermost(cause).Message}", cause)
        {
            Reason = "Unreachable",
            ServerMessage = Innermost(cause).Message,
            Verb = request.Verb,
            Resource = request.Resource,
        };

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);

    private static string Code(HttpStatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);
}
