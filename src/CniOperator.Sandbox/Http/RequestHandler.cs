using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.Discovery;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Http;

/// <summary>The edge: takes a request, applies faults, passes it to its handler, and turns refusals into Status answers.</summary>
internal sealed class RequestHandler(ClusterState state, ApiServerOptions options, CancellationToken stopping)
{
    private readonly ResourceHandler _resources = new(state, options, stopping);
    private readonly StaticPaths _static = new(state, options.GitVersion);

    internal ClusterState State => state;

    internal FaultRules Faults { get; } = new();

    internal RequestJournal Journal { get; } = new();

    internal async Task HandleAsync(HttpContext http)
    {
        var info = RequestInfo.Parse(http.Request.Path.Value ?? "/");
        var verb = RequestVerb.Of(http.Request, info);
        var watching = verb == "watch";
        if (watching)
            Record(http, info, verb, StatusCodes.Status200OK);
        try
        {
            await FaultFilter.RunAsync(Faults.Match(verb, info), http, info, () => Dispatch(http, info, verb));
        }
        catch (ApiStatusException refusal)
        {
            await RefuseAsync(http, refusal);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // The client went away or the server stops: no one is left to answer.
        }
        catch (ConnectionClosedException)
        {
            http.Abort();
            if (!watching)
                Record(http, info, verb, 0);
            return;
        }
        catch (Exception e)
        {
            await RefuseAsync(http, Refusal.Internal($"{e.GetType().Name}: {e.Message}"));
        }

        if (!watching)
            Record(http, info, verb, http.Response.StatusCode);
    }

    private static async Task RefuseAsync(HttpContext http, ApiStatusException refusal)
    {
        if (http.Response.HasStarted)
            http.Abort();
        else
            await Responses.WriteRefusal(http, refusal);
    }

    private Task Dispatch(HttpContext http, RequestInfo? info, string verb)
    {
        if (HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method))
            throw Refusal.NoSuchMethod();
        if (info is null)
            return _static.AnswerAsync(http);
        if (info.Plural.Length == 0)
            return _static.AnswerVersionAsync(http, info.Group, info.Version);
        if (Reviews.Find(info) is { } review)
            return Reviews.AnswerAsync(http, info, review, Faults);
        if (state.FindEndpoint(info.Group, info.Version, info.Plural) is not { } endpoint)
            return NoSuchPath(http, info);
        if (info.Namespace is not null && !endpoint.Resource.Namespaced && info.Plural != "namespaces")
            return NoSuchPath(http, info);
        if (info.Namespace is null && endpoint.Resource.Namespaced && (info.Name is not null || verb is not ("list" or "watch")))
        {
            if (info.Name is null && !endpoint.Resource.Custom)
                throw Refusal.NoSuchMethod();
            return NoSuchPath(http, info);
        }

        return _resources.HandleAsync(new Exchange(http, info, endpoint.Resource, endpoint.Version), verb);
    }

    /// <summary>The groups that the API server itself has answer for their paths; any other path is simply not there.</summary>
    private static Task NoSuchPath(HttpContext http, RequestInfo info) =>
        BuiltInResources.All.Any(k => k.Group == info.Group) ? throw Refusal.NoSuchResource() : Responses.WriteNoPage(http);

    private void Record(HttpContext http, RequestInfo? info, string verb, int status)
    {
        var resource =
            info is null ? ""
            : info.Subresource.Length == 0 ? info.Resource.ToString()
            : $"{info.Resource}/{info.Subresource}";
        Journal.Record(
            new JournalEntry(
                http.Request.Method,
                http.Request.Path.Value ?? "/",
                (http.Request.QueryString.Value ?? "").TrimStart('?'),
                verb,
                resource,
                info?.Namespace,
                info?.Name ?? http.Items["name"] as string,
                http.Request.Headers.UserAgent.ToString(),
                http.Request.ContentType ?? "",
                status
            )
        );
    }
}
