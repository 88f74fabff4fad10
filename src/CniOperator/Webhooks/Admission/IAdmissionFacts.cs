namespace CniOperator.Webhooks.Admission;

/// <summary>Where the webhook takes its facts from.</summary>
internal interface IAdmissionFacts
{
    /// <summary>The facts of this moment. What cannot be had is left out: never throws but when cancelled.</summary>
    /// <param name="request">The request that they are for.</param>
    /// <param name="cancellationToken">No one waits for them any more.</param>
    ValueTask<AdmissionFacts> TakeAsync(AdmissionRequest request, CancellationToken cancellationToken);
}
