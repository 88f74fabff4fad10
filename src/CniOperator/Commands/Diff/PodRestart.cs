using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Diff;

/// <summary>Pods that restart.</summary>
/// <param name="Key">Their workload.</param>
/// <param name="Pods">How many there are.</param>
/// <param name="AtOnce">How many at once: the workload's <c>maxUnavailable</c>, or how else it is replaced.</param>
/// <param name="Because">The fields of the pod template that differ.</param>
internal sealed record PodRestart(ObjectKey Key, long Pods, string AtOnce, IReadOnlyList<string> Because);
