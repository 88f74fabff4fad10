using CniOperator.Operator.Tests.Webhooks;
using CniOperator.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Loop;

public sealed class RestTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_rest_an_hour_passes_without_a_write_or_a_GET(bool webhook)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(clock, run: false);
        if (webhook)
            lab.State.Create(
                WebhookLab.Configurations,
                Lab.Documents(Lab.File("config", "optional", "webhook", "40-configuration.yaml")).Single(),
                "test"
            );
        var requests = new RequestClock(clock);
        lab.Run(webhook: webhook ? new WebhookOptions { Address = "127.0.0.1:0" } : null, clock: requests);
        lab.Create();
        await lab.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
                return lab.Condition("Ready") == "True";
            },
            "Ready"
        );
        await AdvanceAsync(lab, clock, requests, TimeSpan.FromMinutes(1));
        await QuietAsync(lab);
        lab.Cluster.Journal.Clear();
        await AdvanceAsync(lab, clock, requests, TimeSpan.FromHours(1));
        var ours = lab.Cluster.Journal.Entries.Where(e => e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal));
        Assert.Empty(ours.Where(e => e.IsWrite || e.Verb == "get").Select(e => e.ToString()));
    }

    // The clock runs ahead of the operator on a busy machine: what belongs to the start may still be under way.
    private static async Task QuietAsync(Lab lab)
    {
        var (seen, times) = (-1, 0);
        await lab.UntilAsync(
            () =>
            {
                var now = lab.Cluster.Journal.Entries.Count(e =>
                    e.IsWrite && e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal)
                );
                (seen, times) = (now, now == seen ? times + 1 : 0);
                return times == 10;
            },
            "no more writes"
        );
    }

    // In steps, so that heartbeats, bookmarks and watch timeouts fall due one after the other as they do in life.
    private static async Task AdvanceAsync(Lab lab, FakeTimeProvider clock, RequestClock requests, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(10))
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await lab.Cluster.SettleAsync();
            await requests.AnsweredAsync();
        }
    }
}
