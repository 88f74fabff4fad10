namespace CniOperator.Webhooks.Admission;

/// <summary>A request body is not an AdmissionReview that this webhook can answer; the message says why.</summary>
internal sealed class AdmissionReviewException(string message) : Exception(message);
