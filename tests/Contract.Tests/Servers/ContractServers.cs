using CniOperator.Sandbox.Http;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Contract.Tests.Servers;

/// <summary>The servers that the suite runs against, each started when the first test asks for it.</summary>
public sealed class ContractServers : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, Api> _started = [];
    private ApiServer? _embedded;
    private RealServer? _real;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task<Api> Get(string name)
    {
        await _gate.WaitAsync();
        try
        {
            if (_started.TryGetValue(name, out var api)) return api;
            api = name == "real" ? await StartRealAsync() : await StartEmbeddedAsync();
            await Widgets.InstallAsync(api);
            return _started[name] = api;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var api in _started.Values) api.Dispose();
        if (_embedded is not null) await _embedded.DisposeAsync();
        if (_real is not null) await _real.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<Api> StartEmbeddedAsync()
    {
        _embedded = await ApiServer.StartAsync(new ClusterState(TimeProvider.System));
        return new Api(_embedded.Url, null, () =>
        {
            _embedded.State.Compact();
            return Task.CompletedTask;
        });
    }

    private async Task<Api> StartRealAsync()
    {
        _real = await RealServer.StartAsync();
        return new Api(_real.Url, _real.Token, _real.CompactAsync);
    }
}

[CollectionDefinition(Name)]
public sealed class ContractCollection : ICollectionFixture<ContractServers>
{
    public const string Name = "contract";
}
