using System.Diagnostics.CodeAnalysis;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Abstractions;

/// <summary>
/// Registers controllers and finalizers. Same shape as KubeOps 13, except that a kind is stated by a <see cref="ResourceType{T}"/>.
/// </summary>
public interface IOperatorBuilder
{
    /// <summary>Registers a controller for a kind. Controllers are singletons.</summary>
    /// <param name="type">The kind that it reconciles.</param>
    /// <param name="scope">Which objects of the kind; <c>null</c>: all.</param>
    /// <param name="configure">Adds secondary resources (<c>Watches</c>).</param>
    /// <exception cref="InvalidOperationException">The kind has a controller already.</exception>
    IOperatorBuilder AddController<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation,
        TEntity
    >(ResourceType<TEntity> type, ListScope? scope = null, Action<IControllerBuilder<TEntity>>? configure = null)
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Registers a finalizer for a kind that has a controller.</summary>
    /// <param name="identifier">The finalizer's identifier, <c>domain/name</c>.</param>
    /// <exception cref="InvalidOperationException">The identifier is taken.</exception>
    IOperatorBuilder AddFinalizer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation, TEntity>(
        string identifier
    )
        where TImplementation : class, IEntityFinalizer<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>;
}
