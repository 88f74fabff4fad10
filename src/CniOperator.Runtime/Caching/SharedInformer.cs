using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Caching;

/// <summary>The one reflector and store behind all handles on a kind and scope: tells every subscriber of every change, in order.</summary>
internal sealed class SharedInformer<T> : IReflectorSink<T>, ISharedInformer
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>A single failed attempt is a hiccup; from here on it is a state that a person should see.</summary>
    private const int FailuresThatCount = 3;

    // Guards the order of store changes and callbacks: a new subscriber sees each object exactly once.
    private readonly Lock _dispatch = new();
    private Action<ObjectChange<T>>[] _handlers = [];
    private Action[] _stateHandlers = [];
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Reflector<T> _reflector;
    private volatile WatchProblem? _problem;

    public SharedInformer(ApiClient client, ResourceType<T> type, ListScope scope, TimeProvider clock, Random random, ILogger log)
    {
        Resource = type;
        Scope = scope;
        Store = new EntityStore<T>(type.MostCached);
        _clock = clock;
        _log = log;
        _reflector = new Reflector<T>(client, type, scope, this, clock, random);
    }

    public ResourceType<T> Resource { get; }

    public ListScope Scope { get; }

    public EntityStore<T> Store { get; }

    public WatchProblem? Problem => _problem;

    public bool HasSynced => _synced.Task.IsCompleted;

    public Task Synced => _synced.Task;

    /// <summary>Completes with the first sync or problem.</summary>
    public Task Settled => _settled.Task;

    public Task RunAsync(CancellationToken cancellationToken) => _reflector.RunAsync(cancellationToken);

    public IDisposable Subscribe(Action<ObjectChange<T>> handler)
    {
        lock (_dispatch)
        {
            foreach (var item in Store.List())
                handler(new ObjectChange<T>(ChangeType.Added, null, item, true));
            _handlers = [.. _handlers, handler];
        }

        return new Subscription(() => Remove(ref _handlers, handler));
    }

    public IDisposable OnStateChanged(Action handler)
    {
        lock (_dispatch)
            _stateHandlers = [.. _stateHandlers, handler];
        return new Subscription(() => Remove(ref _stateHandlers, handler));
    }

    public void Replace(IReadOnlyList<T> items)
    {
        lock (_dispatch)
            Tell(Store.Replace(items));
        if (_synced.TrySetResult())
            Settle();
    }

    public void Apply(T item)
    {
        lock (_dispatch)
            Tell(Store.Apply(item));
    }

    public void Delete(T item)
    {
        lock (_dispatch)
            Tell(Store.Delete(item));
    }

    public void Connected() => Become(null);

    public void Failed(ApiException error, int failures)
    {
        var type = WatchProblems.TypeOf(error);
        if (type == WatchProblemType.Unavailable && failures < FailuresThatCount)
        {
            _log.LogDebug("{Resource}: {Error}; trying again", Resource.Kind.Resource, error.Message);
            return;
        }

        var before = _problem;
        var since = before?.Type == type ? before.Since : _clock.GetUtcNow();
        Become(new WatchProblem(Resource.Kind, Scope, type, error.Verb, WatchProblems.Describe(type, Resource.Kind, Scope, error), since));
    }

    private void Become(WatchProblem? problem)
    {
        var before = _problem;
        if (before == problem)
            return;
        _problem = problem;
        if (problem is null)
            _log.LogInformation("watching {Resource} again", Resource.Kind.Resource);
        else if (before?.Type != problem.Type)
            _log.LogWarning("{Problem}", problem.Message);
        Settle();
    }

    /// <summary>What is to be reconciled is in the queue before anyone who waits goes on: workers that start now take it once.</summary>
    private void Settle()
    {
        TellState();
        _settled.TrySetResult();
    }

    private void Tell(IReadOnlyList<ObjectChange<T>> changes)
    {
        foreach (var change in changes)
        {
            foreach (var handler in _handlers)
                handler(change);
        }
    }

    private void TellState()
    {
        Action[] handlers;
        lock (_dispatch)
            handlers = _stateHandlers;
        foreach (var handler in handlers)
            handler();
    }

    private void Remove<THandler>(ref THandler[] handlers, THandler handler)
        where THandler : Delegate
    {
        lock (_dispatch)
            handlers = [.. handlers.Where(h => !ReferenceEquals(h, handler))];
    }
}
