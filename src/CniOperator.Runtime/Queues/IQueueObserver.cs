namespace CniOperator.Runtime.Queues;

/// <summary>Is told what happens in a queue, for the <c>workqueue_*</c> metrics. Called under the queue's lock: must be fast.</summary>
internal interface IQueueObserver
{
    void Added();

    /// <param name="waited">Since the item was ready.</param>
    void HandedOut(TimeSpan waited);

    /// <param name="worked">Since the item was handed out.</param>
    void Done(TimeSpan worked);
}
