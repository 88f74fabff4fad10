using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Webhooks.Admission;

/// <summary>Where the webhook takes its facts from.</summary>
internal interface IAdmissionFacts
{
    /// <summary>The facts of this moment. What cannot be had is left out: never throws but when cancelled.</summary>
    /// <param name="request">The request that they are for.</param>
    /// <param name="cancellationToken">No one waits for them any more.</param>
    ValueTask<AdmissionFacts> TakeAsync(AdmissionRequest request, CancellationToken cancellationToken);

    /// <summary>Those of some objects that are in the cluster. What cannot be asked for in time is left out.</summary>
    /// <param name="keys">The objects.</param>
    /// <param name="cancellationToken">No one waits for them any more.</param>
    ValueTask<IReadOnlyDictionary<ObjectKey, JsonObject>> FindAsync(IReadOnlyList<ObjectKey> keys, CancellationToken cancellationToken);
}
