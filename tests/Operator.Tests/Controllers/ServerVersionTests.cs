using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CniOperator.Operator.Tests.Controllers;

public sealed class ServerVersionTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Mock<IApiClient> _client = new();
    private readonly ServerVersion _version;

    public ServerVersionTests()
    {
        _version = new ServerVersion(_client.Object, _clock);
        Serve("36");
    }

    [Fact]
    public async Task It_is_asked_once_for_a_while()
    {
        Assert.Equal("1.36", await GetAsync());
        _clock.Advance(ServerVersion.GoodFor - TimeSpan.FromSeconds(1));
        Assert.Equal("1.36", await GetAsync());
        AssertAsked(1);
    }

    [Fact]
    public async Task After_an_upgrade_it_is_the_new_one()
    {
        await GetAsync();
        Serve("37+");
        _clock.Advance(ServerVersion.GoodFor);
        Assert.Equal("1.37", await GetAsync());
        AssertAsked(2);
    }

    [Fact]
    public async Task A_server_that_was_away_is_asked_at_once_when_it_is_back_and_not_before()
    {
        await GetAsync();
        Serve("37");
        Assert.Equal("1.36", await GetAsync(away: true));
        AssertAsked(1);
        Assert.Equal("1.37", await GetAsync());
    }

    [Fact]
    public async Task While_it_cannot_be_asked_the_last_answer_stands_in()
    {
        await GetAsync();
        _clock.Advance(ServerVersion.GoodFor);
        _client.Setup(c => c.GetRawAsync("/version", default)).ThrowsAsync(new ApiException("away", null));
        Assert.Equal("1.36", await GetAsync());
        Assert.Equal("1.36", await GetAsync());
        AssertAsked(2);
    }

    [Fact]
    public async Task A_first_answer_that_does_not_come_is_an_error()
    {
        _client.Setup(c => c.GetRawAsync("/version", default)).ThrowsAsync(new ApiException("away", null));
        await Assert.ThrowsAsync<ApiException>(async () => await GetAsync());
    }

    private ValueTask<string?> GetAsync(bool away = false) => _version.GetAsync(away, CancellationToken.None);

    private void Serve(string minor) =>
        _client.Setup(c => c.GetRawAsync("/version", default)).ReturnsAsync(new JsonObject { ["major"] = "1", ["minor"] = minor });

    private void AssertAsked(int times) => _client.Verify(c => c.GetRawAsync("/version", default), Times.Exactly(times));
}
