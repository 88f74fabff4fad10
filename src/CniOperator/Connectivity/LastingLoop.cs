using Microsoft.Extensions.Logging;

namespace CniOperator.Connectivity;

/// <summary>Keeps a loop going: what fails is begun again. The rest of the operator goes on, and what was published last stands.</summary>
internal static class LastingLoop
{
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(10);

    internal static async Task RunAsync(Func<Task> loop, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await loop();
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // That is how it ends.
            }
            catch (Exception e)
            {
                log.LogError(e, "a part of what observes connectivity failed; it begins again");
                await Task.Delay(AfterError, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
