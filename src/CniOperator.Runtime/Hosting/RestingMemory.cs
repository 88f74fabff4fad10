using CniOperator.Runtime.Controllers;

namespace CniOperator.Runtime.Hosting;

/// <summary>
/// Returns memory to the machine once the controllers have come to rest. An operator works for seconds and rests for weeks; what reading
/// the
/// catalog, discovery and the first lists left behind would stay with the process, because at rest nothing makes the collector run.
/// </summary>
internal sealed class RestingMemory(IReadOnlyList<IControllerRunner> controllers, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Runs until cancelled: collects after each period without a reconcile that follows one with some, and after the start.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (rounds, restingSince) = (0L, -1L);
        while (true)
        {
            await Task.Delay(Period, clock, cancellationToken);
            var now = controllers.Sum(c => c.Rounds);
            if (now == rounds && now != restingSince)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                restingSince = now;
            }

            rounds = now;
        }
    }
}
