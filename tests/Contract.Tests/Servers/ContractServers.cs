using CniOperator.Sandbox.Http;
using CniOperator.Sandbox.State;

namespace CniOperator.Contract.Tests.Servers;

/// <summary>The servers that the suite runs against, each started when the first test asks for it.</summary>
public sealed class ContractServers : IAsyncLifetime
{
    private readonly Lazy<Task<(Api Api, IAsyncDisposable Server)>> _embedded = new(StartEmbeddedAsync);
    private readonly Lazy<Task<(Api Api, IAsyncDisposable Server)>> _real = new(StartRealAsync);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task<Api> Get(string name) => (await (name == "real" ? _real : _embedded).Value).Api;

    public async Task DisposeAsync()
    {
        foreach (var started in new[] { _embedded, _real }.Where(s => s is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            var (api, server) = await started.Value;
            api.Dispose();
            await server.DisposeAsync();
        }
    }

    private static async Task<(Api, IAsyncDisposable)> StartEmbeddedAsync()
    {
        var server = await ApiServer.StartAsync(new ClusterState(TimeProvider.System));
        var api = new Api(server.Url, null, () =>
        {
            server.State.Compact();
            return Task.CompletedTask;
        });
        await Widgets.InstallAsync(api);
        return (api, server);
    }

    private static async Task<(Api, IAsyncDisposable)> StartRealAsync()
    {
        var server = await RealServer.StartAsync();
        var api = new Api(server.Url, server.Token, server.CompactAsync);
        await Widgets.InstallAsync(api);
        return (api, server);
    }
}

[CollectionDefinition(Name)]
public sealed class ContractCollection : ICollectionFixture<ContractServers>
{
    public const string Name = "contract";
}
