// Bench waits until the thread pool is idle.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
