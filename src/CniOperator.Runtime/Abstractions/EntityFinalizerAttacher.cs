using CniOperator.Runtime.Client.Errors;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Abstractions;

/// <summary>Adds the identifier of one finalizer to an object, unless it is there already.</summary>
/// <typeparam name="TImplementation">The finalizer.</typeparam>
/// <typeparam name="TEntity">The kind that is finalised.</typeparam>
/// <param name="entity">The object to protect.</param>
/// <param name="cancellationToken">Cancels the request.</param>
/// <returns>The object as the server has it now.</returns>
/// <exception cref="ApiException">The server refused the change.</exception>
public delegate Task<TEntity> EntityFinalizerAttacher<TImplementation, TEntity>(
    TEntity entity,
    CancellationToken cancellationToken = default
)
    where TImplementation : IEntityFinalizer<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>;
