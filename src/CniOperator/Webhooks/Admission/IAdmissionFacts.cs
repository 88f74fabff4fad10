namespace CniOperator.Webhooks.Admission;

/// <summary>Where the webhook takes its facts from.</summary>
internal interface IAdmissionFacts
{
    /// <summary>The facts of this moment. What cannot be had is left out: never throws but when cancelled.</summary>
    ValueTask<AdmissionFacts> TakeAsync(CancellationToken cancellationToken);
}
