using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Metrics;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Controllers;

/// <summary>
/// The workers of one controller: take a key, look its object up, let the controller work on it, and see to what follows.
/// </summary>
internal sealed class ControllerRunner<TEntity> : IControllerRunner
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    // However long the API server was away, and however often a retry has failed, its return is noticed within this.
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(30);

    private readonly ControllerSources<TEntity> _sources;
    private readonly ControllerQueue<TEntity> _queue;
    private readonly IEntityController<TEntity> _controller;
    private readonly FinalizerRunner<TEntity> _finalizers;
    private readonly DynamicWatches<TEntity> _watches;
    private readonly OperatorSettings _settings;
    private readonly ReconcileRecorder _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private long _rounds;

    public ControllerRunner(
        string name,
        ControllerSources<TEntity> sources,
        ControllerQueue<TEntity> queue,
        IEntityController<TEntity> controller,
        FinalizerRunner<TEntity> finalizers,
        DynamicWatches<TEntity> watches,
        OperatorSettings settings,
        OperatorMetrics metrics,
        TimeProvider clock,
        ILogger log
    )
    {
        (Name, _sources, _queue, _controller, _finalizers) = (name, sources, queue, controller, finalizers);
        (_watches, _settings, _clock, _log) = (watches, settings, clock, log);
        _metrics = metrics.Controllers.Add(name, settings.MaxParallelReconciliations);
    }

    public string Name { get; }

    public bool IsReady => _sources.Primary.HasSynced;

    public WatchProblem? Problem => _sources.Primary.Problem;

    public long Rounds => Interlocked.Read(ref _rounds);

    public void StartSources() => _sources.Start();

    public Task WhenReadyAsync(CancellationToken cancellationToken) => _sources.WhenReadyAsync(cancellationToken);

    public Task RunWorkersAsync(CancellationToken cancellationToken)
    {
        _sources.Remember();
        return Task.WhenAll(
            Enumerable
                .Range(0, _settings.MaxParallelReconciliations)
                .Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None))
        );
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            ObjectName key;
            try
            {
                (var found, key) = await _queue.Queue.TakeAsync(cancellationToken);
                if (!found)
                    return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            Interlocked.Increment(ref _rounds);
            _metrics.Begun();
            var begun = _clock.GetTimestamp();
            try
            {
                await ProcessAsync(key, cancellationToken);
            }
            finally
            {
                _metrics.Ended(_clock.GetElapsedTime(begun));
                _queue.Queue.Done(key);
            }
        }
    }

    /// <summary>One reconcile, and what follows from it. Throws nothing: a controller that fails is retried, not ended.</summary>
    internal async Task ProcessAsync(ObjectName key, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_settings.ReconcileTimeout ?? Timeout.InfiniteTimeSpan, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            Follow(key, await ReconcileAsync(key, both.Token));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The operator stops: whatever was cut short is done by the next start, which looks at everything.
            _queue.Add(key);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested)
        {
            _metrics.Timeout();
            Fail(key, new TimeoutException($"the reconcile took longer than {_settings.ReconcileTimeout}", e));
        }
        catch (TerminalReconcileException e)
        {
            _metrics.TerminalError();
            _metrics.Count(ReconcileResults.Error);
            _queue.Forget(key);
            _log.LogError("{Controller} {Object}: {Error}; not retried before the object changes", Name, key, e.Message);
        }
        catch (ApiException e) when (e.IsConflict)
        {
            _metrics.Count(ReconcileResults.Requeue);
            _queue.Retry(key);
            _log.LogDebug("{Controller} {Object}: {Error}; trying again", Name, key, e.Message);
        }
        catch (Exception e)
        {
            if (e is not (ApiException or LeadershipLostException))
                _metrics.Panic();
            Fail(key, e);
        }
    }

    private async Task<ReconciliationResult<TEntity>?> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        while (_sources.PeekDeleted(key) is { } gone)
        {
            var deleted = await _controller.DeletedAsync(gone, cancellationToken);
            if (!deleted.IsSuccess)
                return deleted;
            _sources.ForgetDeleted(key);
        }

        if (_sources.Primary.Find(key) is not { } entity)
        {
            _watches.Forget(key);
            return null;
        }

        if (entity.Metadata.DeletionTimestamp is not null)
            return await _finalizers.FinalizeAsync(entity, cancellationToken);
        return await _controller.ReconcileAsync(entity, cancellationToken);
    }

    private void Follow(ObjectName key, ReconciliationResult<TEntity>? result)
    {
        if (result is { IsSuccess: false })
        {
            Fail(key, result.Error, result.ErrorMessage, result.RequeueAfter);
            return;
        }

        _queue.Forget(key);
        if (result?.RequeueAfter is { } after)
            _queue.Add(key, 0, after);
        _metrics.Count(result?.RequeueAfter is null ? ReconcileResults.Success : ReconcileResults.RequeueAfter);
    }

    private void Fail(ObjectName key, Exception? error, string? message = null, TimeSpan? after = null)
    {
        _metrics.Count(ReconcileResults.Error);
        if (after is { } delay)
            _queue.Add(key, 0, delay);
        else
            _queue.Retry(key, error is ApiException { IsUnavailable: true } ? AfterOutage : null);

        // An answer of the server explains itself; anything else is a defect, and needs the stack.
        var unexpected = error is ApiException or TimeoutException or LeadershipLostException ? null : error;
        _log.LogError(
            unexpected,
            "{Controller} {Object}: {Error}; failed {Failures} times in a row",
            Name,
            key,
            message ?? error?.Message,
            _queue.FailuresOf(key)
        );
    }
}
