using CniOperator.Runtime.Queues;

namespace CniOperator.Runtime.Tests.Support;

internal static class WorkQueueExtensions
{
    /// <summary>Takes a key if one is ready now.</summary>
    public static bool TryTake<TKey>(this WorkQueue<TKey> queue, out TKey key)
        where TKey : notnull
    {
        using var now = new CancellationTokenSource();
        var take = queue.TakeAsync(now.Token);
        key = take.IsCompleted ? take.Result.Key : default!;
        if (!take.IsCompleted)
            now.Cancel();
        return take.IsCompletedSuccessfully;
    }
}
