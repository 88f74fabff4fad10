using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Abstractions;

/// <summary>The result of one reconcile. Same shape as KubeOps 13.</summary>
/// <typeparam name="TEntity">The kind that was reconciled.</typeparam>
public sealed record ReconciliationResult<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private ReconciliationResult(TEntity entity, bool isSuccess, string? errorMessage, Exception? error, TimeSpan? requeueAfter)
    {
        Entity = entity;
        IsSuccess = isSuccess;
        ErrorMessage = errorMessage;
        Error = error;
        RequeueAfter = requeueAfter;
    }

    /// <summary>The object as the reconcile left it.</summary>
    public TEntity Entity { get; }

    /// <summary>Whether the object is where it should be, as far as this reconcile could tell.</summary>
    public bool IsSuccess { get; }

    /// <summary>What went wrong; <c>null</c> on success.</summary>
    public string? ErrorMessage { get; }

    /// <summary>The cause, if there was an exception.</summary>
    public Exception? Error { get; }

    /// <summary>
    /// When to look again although nothing changed. On success <c>null</c> means: not before the next change. On failure <c>null</c>
    /// means: after the backoff. An earlier event never cancels it.
    /// </summary>
    public TimeSpan? RequeueAfter { get; set; }

    /// <summary>The object is where it should be.</summary>
    public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = null) =>
        new(entity, true, null, null, requeueAfter);

    /// <summary>It is not, and another attempt is due: after <paramref name="requeueAfter"/>, else after the backoff.</summary>
    public static ReconciliationResult<TEntity> Failure(
        TEntity entity,
        string errorMessage,
        Exception? error = null,
        TimeSpan? requeueAfter = null
    ) => new(entity, false, errorMessage, error, requeueAfter);
}
