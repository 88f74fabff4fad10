using System.Text.Json.Nodes;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Http;
using CniOperator.Runtime.Client.Resources;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Runtime.Tests.Support;

/// <summary>A server, a client and a clock that stands still until a test moves it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public static readonly ResourceKind WidgetKind = new("example.io", "v1", "Widget", "widgets", false);
    public static readonly ResourceType<Unstructured> Widgets = Unstructured.Of(WidgetKind);
    public const string WidgetsPath = "/apis/example.io/v1/widgets";

    public Bench()
    {
        Transport = new ApiTransport(Server.Client(), new Uri("http://test"), null, "test/1", Clock, new Random(1));
        Client = new ApiClient(Transport);
        Informers = new Informers(Client, Clock, new Random(1), NullLoggerFactory.Instance);
    }

    public ScriptedServer Server { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ApiTransport Transport { get; }

    public ApiClient Client { get; }

    public Informers Informers { get; }

    public static string Path(string name) => $"{WidgetsPath}/{name}";

    public static JsonObject Widget(string name, int size = 0) =>
        new()
        {
            ["apiVersion"] = "example.io/v1",
            ["kind"] = "Widget",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["size"] = size },
        };

    /// <summary>Moves the clock in steps, letting others run in between, until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within so many steps.</exception>
    public async Task UntilAsync(Func<bool> condition, TimeSpan? step = null, int steps = 3000)
    {
        for (var i = 0; i < steps; i++)
        {
            if (condition())
                return;
            await SettleAsync();
            if (condition())
                return;
            Clock.Advance(step ?? TimeSpan.FromMilliseconds(50));
        }

        throw new TimeoutException("the condition did not come to hold");
    }

    /// <summary>
    /// Lets whatever can run, run: until the thread pool has nothing to do but this, many times in a row. Tests of this assembly run one
    /// after another for it.
    /// </summary>
    public static async Task SettleAsync()
    {
        for (var (quiet, turns) = (0, 0); quiet < 50 && turns < 100_000; turns++)
        {
            var before = ThreadPool.CompletedWorkItemCount;
            await Task.Yield();
            quiet = ThreadPool.PendingWorkItemCount > 0 || ThreadPool.CompletedWorkItemCount > before + 1 ? 0 : quiet + 1;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => Informers.DisposeAsync();
}
