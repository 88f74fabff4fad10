using System.Text;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Tests.Wire;

public sealed class KeysTests
{
    private static readonly byte[] Secret = [.. Enumerable.Repeat((byte)7, 32)];

    [Fact]
    public void Both_keys_are_accepted_and_the_current_one_signs()
    {
        var before = new WireKeys(Any.Key(1, 7));
        var during = new WireKeys(Any.Key(2, 8), Any.Key(1, 7));
        var after = new WireKeys(Any.Key(2, 8));
        var old = Any.Written(b => default(ReportAck).Write(b, before));
        var fresh = Any.Written(b => default(ReportAck).Write(b, during));
        Assert.Equal(2, fresh[2]);
        Assert.True(Any.IsRead(old, during));
        Assert.True(Any.IsRead(fresh, during));
        Assert.False(Any.IsRead(old, after));
        Assert.True(Any.IsRead(fresh, after));
        Assert.False(Any.IsRead(fresh, before));
    }

    [Fact]
    public void A_secret_names_the_key_that_signs()
    {
        var keys = WireKeys.Parse(
            [new("key-1", Secret), new("key-2", Secret), new("current", Encoding.ASCII.GetBytes("1\n"))],
            out var problem
        );
        Assert.Equal("", problem);
        Assert.Equal((1, 2), ((int)keys!.Current.Id, (int)keys.Other!.Id));
    }

    [Fact]
    public void Without_a_name_the_highest_signs() =>
        Assert.Equal(2, WireKeys.Parse([new("key-2", Secret), new("key-1", Secret)], out _)!.Current.Id);

    [Fact]
    public void A_secret_of_no_use_says_what_is_wrong()
    {
        Assert.Null(WireKeys.Parse([], out var empty));
        Assert.Equal("no entry key-N with at least 32 bytes", empty);
        Assert.Null(WireKeys.Parse([new("key-1", Secret[..31])], out _));
        Assert.Null(WireKeys.Parse([new("key-1", Secret), new("key-2", Secret), new("key-3", Secret)], out var many));
        Assert.Contains("at most two", many, StringComparison.Ordinal);
        Assert.Null(WireKeys.Parse([new("key-1", Secret), new("current", "9"u8.ToArray())], out var missing));
        Assert.Contains("no key-9", missing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_prints_no_secret() => Assert.Equal("key 1", Any.Key(1, 7).ToString());
}
