using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Caching;

/// <summary>Hands out informers, shared and started on demand.</summary>
public interface IInformers
{
    /// <summary>A handle on the informer of this kind and scope; starts its watch if it is the first.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="scope">Which objects; <c>null</c>: all of them.</param>
    IInformer<T> Get<T>(ResourceType<T> type, ListScope? scope = null)
        where T : class, IKubernetesObject<V1ObjectMeta>;
}
