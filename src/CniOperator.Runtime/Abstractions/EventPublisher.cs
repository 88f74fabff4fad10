using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Abstractions;

/// <summary>
/// Publishes a Kubernetes Event about an object. Returns at once; repeats are counted on one Event, a flood is dropped, and a failure is
/// logged but never thrown. Never put a secret into the message.
/// </summary>
/// <param name="entity">The object that the Event is about.</param>
/// <param name="reason">Why, one CamelCase word.</param>
/// <param name="message">What happened, for a person; cut at 1,024 bytes as the API demands.</param>
/// <param name="type">Normal or Warning.</param>
/// <param name="cancellationToken">Cancels the wait for room in the queue.</param>
public delegate Task EventPublisher(
    IKubernetesObject<V1ObjectMeta> entity,
    string reason,
    string message,
    EventType type = EventType.Normal,
    CancellationToken cancellationToken = default
);
