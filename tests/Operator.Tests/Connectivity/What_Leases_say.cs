using CniOperator.Connectivity.Observing;

namespace CniOperator.Operator.Tests.Connectivity;

public sealed class What_Leases_say
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly DateTimeOffset Now = Sight.Start;

    private readonly LeaseBook _book = new();

    [Fact]
    public void One_that_was_renewed_lately_says_so_at_once()
    {
        _book.Put("a", Now - Seconds(7), Now);
        Assert.Equal(Now - Seconds(7), _book.Of("a", Limit, Now));
        Assert.Null(_book.Of("b", Limit, Now));
    }

    [Fact]
    public void What_was_read_a_while_ago_stays_what_it_was_and_is_then_not_known_any_more()
    {
        _book.Put("a", Now - Seconds(7), Now);
        Assert.Equal(Now - Seconds(7), _book.Of("a", Limit, Now + Seconds(20)));
        Assert.Null(_book.Of("a", Limit, Now + Seconds(31)));
        _book.Trim(Now + Seconds(31));
        Assert.Equal(["a"], _book.Due(["a"], Limit, 5, Now + Seconds(31)));
    }

    [Fact]
    public void One_that_looks_old_is_believed_when_it_was_not_renewed_between_two_looks()
    {
        _book.Put("a", Now - Seconds(50), Now);
        Assert.Null(_book.Of("a", Limit, Now));
        _book.Put("a", Now - Seconds(50), Now + Seconds(6));
        Assert.Null(_book.Of("a", Limit, Now + Seconds(6)));
        _book.Put("a", Now - Seconds(50), Now + Seconds(13));
        Assert.Equal(Now - Seconds(50), _book.Of("a", Limit, Now + Seconds(13)));
    }

    [Fact]
    public void A_kubelet_whose_clock_is_behind_is_not_dead()
    {
        _book.Put("a", Now - Seconds(300), Now);
        _book.Put("a", Now - Seconds(290), Now + Seconds(10));
        Assert.Equal(Now + Seconds(10), _book.Of("a", Limit, Now + Seconds(10)));
        _book.Put("a", Now - Seconds(290), Now + Seconds(25));
        _book.Put("a", Now - Seconds(290), Now + Seconds(51));
        Assert.Equal(Now + Seconds(10), _book.Of("a", Limit, Now + Seconds(51)));
    }

    [Fact]
    public void One_whose_clock_is_ahead_is_not_from_the_future()
    {
        _book.Put("a", Now + Seconds(90), Now);
        Assert.Equal(Now, _book.Of("a", Limit, Now));
    }

    [Fact]
    public void A_node_without_one_is_not_known_and_not_asked_again_at_once()
    {
        _book.Put("a", null, Now);
        Assert.Null(_book.Of("a", Limit, Now));
        Assert.Empty(_book.Due(["a"], Limit, 5, Now + Seconds(9)));
        Assert.Equal(["a"], _book.Due(["a"], Limit, 5, Now + Seconds(10)));
    }

    [Fact]
    public void Only_so_many_are_read_at_once_and_each_gets_its_turn()
    {
        string[] all = [.. Enumerable.Range(0, 25).Select(i => $"n{i}")];
        var seen = new HashSet<string>();
        for (var look = 0; look < 3; look++)
        {
            foreach (var name in _book.Due(all, Limit, 10, Now + Seconds(look)))
            {
                Assert.True(seen.Add(name));
                _book.Put(name, Now, Now + Seconds(look));
            }
        }

        Assert.Equal(25, seen.Count);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
