using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>A kind of resource, the type that stands for it, and how that type reads and writes JSON.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="TypeInfo">Source-generated JSON metadata; the engine never reflects.</param>
/// <typeparam name="T">The type.</typeparam>
public sealed record ResourceType<T>(ResourceKind Kind, JsonTypeInfo<T> TypeInfo)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>
    /// How many objects a cache holds at most; those that come when it is full are not taken in. <c>null</c> for all of them: a cache that
    /// decisions rely on must be whole.
    /// </summary>
    public int? MostCached { get; init; }
}
