using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>A kind of resource, the type that stands for it, and how that type reads and writes JSON.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="TypeInfo">Source-generated JSON metadata; the engine never reflects.</param>
/// <typeparam name="T">The type.</typeparam>
public sealed record ResourceType<T>(ResourceKind Kind, JsonTypeInfo<T> TypeInfo)
    where T : class, IKubernetesObject<V1ObjectMeta>;
