using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>Pods as this operator caches them: only what <see cref="PodView"/> reads.</summary>
internal static class PodResource
{
    internal static ResourceType<Unstructured> Type { get; } = Unstructured.Of(KubernetesKinds.Pods, KeptFields.Of(PodView.Fields));
}
