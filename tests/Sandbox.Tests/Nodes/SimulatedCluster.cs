using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Controllers;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Sandbox.Tests.Nodes;

/// <summary>The loops over a state without HTTP, on a clock that the test moves: the same steps give the same cluster.</summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    private readonly ControlLoops _loops;
    private readonly List<string> _problems = [];

    private SimulatedCluster(SandboxOptions options, FakeTimeProvider clock)
    {
        Clock = clock;
        State = new ClusterState(clock);
        Nodes = new NodeFleet(options, State);
        _loops = SandboxControllers.Start(
            State,
            Nodes,
            options with
            {
                Log = p =>
                {
                    lock (_problems)
                        _problems.Add(p);
                },
            }
        );
    }

    public FakeTimeProvider Clock { get; }

    public ClusterState State { get; }

    public NodeFleet Nodes { get; }

    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_problems)
                return [.. _problems];
        }
    }

    public static async Task<SimulatedCluster> StartAsync(SandboxOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var cluster = new SimulatedCluster((options ?? new()) with { Clock = clock }, clock);
        await cluster.SettleAsync();
        return cluster;
    }

    public Task SettleAsync() => _loops.SettleAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets this much time pass, stopping wherever something happens.</summary>
    public async Task RunAsync(double seconds)
    {
        var end = Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        await SettleAsync();
        while (_loops.NextWake is { } wake && wake < end)
        {
            if (wake > Clock.GetUtcNow())
                Clock.SetUtcNow(wake);
            await SettleAsync();
        }

        Clock.SetUtcNow(end);
        await SettleAsync();
    }

    public void Apply(params IEnumerable<JsonObject> objects)
    {
        foreach (var obj in objects)
            State.Create(ResourceOf(obj), obj, "test");
    }

    public void Change(ResourceName resource, string? ns, string name, Action<JsonObject> change)
    {
        var obj = State.Get(resource, ns, name) ?? throw new InvalidOperationException($"no {resource} {ns}/{name}");
        change(obj);
        State.Update(resource, obj, "test");
    }

    public JsonObject Node(string name) => State.Get(Kinds.Nodes, null, name) ?? throw new InvalidOperationException($"no node {name}");

    public IReadOnlyList<JsonObject> Pods(string ns) => State.List(Kinds.Pods, ns);

    public IReadOnlyList<string> Events(string reason) =>
        [
            .. State
                .List(Kinds.Events)
                .Where(e => e.Text("reason") == reason)
                .Select(e => e.Text("message") ?? "")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    public ValueTask DisposeAsync() => _loops.DisposeAsync();

    public static ResourceName ResourceOf(JsonObject obj)
    {
        var parts = obj.Text("apiVersion")!.Split('/');
        return new(parts.Length == 2 ? parts[0] : "", obj.Text("kind")!.ToLowerInvariant() + "s");
    }
}
