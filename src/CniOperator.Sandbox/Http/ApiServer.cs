using System.Net;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CniOperator.Sandbox.Http;

/// <summary>
/// Serves a <see cref="ClusterState"/> as the Kubernetes API over plain HTTP on loopback, without authentication. For tests and trying
/// things out, never for production.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    /// <summary>The longest request body that is taken, in bytes: kube-apiserver's limit.</summary>
    internal const int MaxBodySize = 3 * 1024 * 1024;

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private ApiServer(WebApplication application, CancellationTokenSource stopping, RequestHandler handler, Uri url)
    {
        _application = application;
        _stopping = stopping;
        State = handler.State;
        Faults = handler.Faults;
        Journal = handler.Journal;
        Url = url;
    }

    /// <summary>The objects it serves.</summary>
    public ClusterState State { get; }

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Url { get; }

    /// <summary>What goes wrong on request.</summary>
    public FaultRules Faults { get; }

    /// <summary>What was asked of it.</summary>
    public RequestJournal Journal { get; }

    /// <summary>Starts a server; it accepts requests when the task ends.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ApiServer> StartAsync(
        ClusterState state,
        ApiServerOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new ApiServerOptions();
        var stopping = new CancellationTokenSource();
        var handler = new RequestHandler(state, options, stopping.Token);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The host that embeds the server decides about signals: Ctrl-C is not this server's to handle.
        builder.Services.AddSingleton<IHostLifetime, ForeignLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            // RequestBody refuses what is too large, with the words of an API server.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        var application = builder.Build();
        application.Run(handler.HandleAsync);
        await application.StartAsync(cancellationToken);
        return new ApiServer(application, stopping, handler, new Uri(application.Urls.First()));
    }

    /// <summary>Stops the server; open watches end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private sealed class ForeignLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
