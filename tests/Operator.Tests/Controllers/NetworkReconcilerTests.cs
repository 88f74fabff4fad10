using CniOperator.Core.Api;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Operator.Tests.Controllers;

public sealed class NetworkReconcilerTests : IDisposable
{
    private readonly ReconcilerBench _bench = new() { AwayAfterApply = true };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_was_done_is_published_although_the_look_after_it_fails()
    {
        await Assert.ThrowsAsync<ApiException>(() => _bench.Reconciler.RunAsync(ReconcilerBench.Flannel(), CancellationToken.None));
        Assert.Contains(EventReasons.Applied, _bench.Events);
    }
}
