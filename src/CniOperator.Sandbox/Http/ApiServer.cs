using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Serves a <see cref="ClusterState"/> as the Kubernetes API over plain HTTP on loopback, without authentication. For tests and trying things out, never for production.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private ApiServer(ClusterState state, Uri url)
    {
        State = state;
        Url = url;
    }

    /// <summary>The objects it serves.</summary>
    public ClusterState State { get; }

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Url { get; }

    /// <summary>What goes wrong on request.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What was asked of it.</summary>
    public RequestJournal Journal { get; } = new();

    /// <summary>Starts a server; it accepts requests when the task ends.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<ApiServer> StartAsync(ClusterState state, ApiServerOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>A kubeconfig for this server, as text.</summary>
    public string Kubeconfig => $$$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: sandbox, cluster: {server: "{{{Url.GetLeftPart(UriPartial.Authority)}}}"}}]
        users: [{name: sandbox, user: {}}]
        contexts: [{name: sandbox, context: {cluster: sandbox, user: sandbox}}]
        current-context: sandbox

        """;

    /// <summary>Stops the server; open watches end.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
