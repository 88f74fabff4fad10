using CniOperator.Runtime.Queues;
using CniOperator.Runtime.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Runtime.Tests;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_clock);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void A_key_that_is_added_twice_is_handed_out_once()
    {
        _queue.Add("a");
        _queue.Add("a");
        Assert.Equal(["a"], TakeAll());
    }

    [Fact]
    public void A_key_that_is_worked_on_is_handed_out_again_only_after_it_is_done()
    {
        _queue.Add("a");
        Assert.True(_queue.TryTake(out _));
        _queue.Add("a");
        Assert.False(_queue.TryTake(out _));
        _queue.Done("a");
        Assert.Equal(["a"], TakeAll());
    }

    [Fact]
    public void Live_events_overtake_the_initial_list_and_equals_are_served_in_order()
    {
        foreach (var key in (string[])["l1", "l2"])
            _queue.Add(key, WorkQueue<string>.LowPriority);
        foreach (var key in (string[])["e1", "e2"])
            _queue.Add(key);
        _queue.Add("l2");
        Assert.Equal(["l2", "e1", "e2", "l1"], TakeAll());
    }

    [Fact]
    public void The_earlier_time_wins_whichever_came_first()
    {
        _queue.Add("a", 0, TimeSpan.FromMinutes(10));
        _queue.Add("a", 0, TimeSpan.FromSeconds(1));
        _queue.Add("a", 0, TimeSpan.FromMinutes(5));
        Assert.Empty(TakeAll());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], TakeAll());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(TakeAll());
    }

    [Fact]
    public async Task A_waiting_caller_gets_a_delayed_key_when_its_time_has_come()
    {
        var take = _queue.TakeAsync(CancellationToken.None);
        _queue.Add("a", 0, TimeSpan.FromSeconds(2));
        Assert.False(take.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Equal((true, "a"), await take);
    }

    [Fact]
    public async Task A_closed_queue_lets_everyone_go()
    {
        var take = _queue.TakeAsync(CancellationToken.None);
        _queue.Add("a", 0, TimeSpan.FromSeconds(2));
        _queue.Close();
        Assert.False((await take).Found);
    }

    [Fact]
    public void The_backoff_of_a_key_doubles_from_5_ms_to_1000_s_and_is_forgotten_on_success()
    {
        var limiter = new RetryRateLimiter<string>();
        Assert.Equal([5, 10, 20, 40], Enumerable.Range(0, 4).Select(_ => limiter.Next("a").TotalMilliseconds));
        Assert.Equal(5, limiter.Next("b").TotalMilliseconds);
        for (var i = 0; i < 100; i++)
            limiter.Next("a");
        Assert.Equal(1000, limiter.Next("a").TotalSeconds);
        limiter.Forget("a");
        Assert.Equal(5, limiter.Next("a").TotalMilliseconds);
    }

    [Fact]
    public void No_key_is_ever_handed_out_twice_at_once_and_none_is_lost() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 30])
            .Array[1, 120]
            .Check(
                steps =>
                {
                    var clock = new FakeTimeProvider();
                    using var queue = new WorkQueue<int>(clock);
                    var model = new QueueModel();
                    foreach (var (what, key, delay) in steps)
                        Step(queue, clock, model, what, key, delay);
                    foreach (var key in model.Working.ToList())
                        Step(queue, clock, model, 4, key, 0);
                    clock.Advance(TimeSpan.FromSeconds(31));
                    while (queue.TryTake(out var key))
                        model.Take(key, clock.GetUtcNow());
                    return model.Due.Count == 0;
                },
                iter: 2000
            );

    private static void Step(WorkQueue<int> queue, FakeTimeProvider clock, QueueModel model, int what, int key, int delay)
    {
        if (what <= 1)
        {
            queue.Add(key, what == 0 ? 0 : -100, TimeSpan.FromSeconds(what * delay));
            model.Add(key, clock.GetUtcNow() + TimeSpan.FromSeconds(what * delay));
        }
        else if (what <= 3)
        {
            if (queue.TryTake(out var taken))
                model.Take(taken, clock.GetUtcNow());
            else
                Assert.DoesNotContain(model.Due, d => d.Value <= clock.GetUtcNow() && !model.Working.Contains(d.Key));
        }
        else if (what == 4)
        {
            queue.Done(key);
            model.Working.Remove(key);
        }
        else
        {
            clock.Advance(TimeSpan.FromSeconds(delay));
        }
    }

    private List<string> TakeAll()
    {
        var taken = new List<string>();
        while (_queue.TryTake(out var key))
        {
            taken.Add(key);
            _queue.Done(key);
        }

        return taken;
    }

    /// <summary>What must hold, in the simplest terms: when each key is due, and which are worked on.</summary>
    private sealed class QueueModel
    {
        public Dictionary<int, DateTimeOffset> Due { get; } = [];

        public HashSet<int> Working { get; } = [];

        public void Add(int key, DateTimeOffset due) => Due[key] = Due.TryGetValue(key, out var old) && old < due ? old : due;

        public void Take(int key, DateTimeOffset now)
        {
            Assert.True(Working.Add(key), "handed out twice at once");
            Assert.True(Due.Remove(key, out var due) && due <= now, "handed out although nothing asked for it, or too early");
        }
    }
}
