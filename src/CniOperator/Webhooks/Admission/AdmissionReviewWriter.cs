using System.Text.Json.Nodes;
using CniOperator.Core.Api;

namespace CniOperator.Webhooks.Admission;

/// <summary>Writes the answer to an AdmissionReview.</summary>
internal static class AdmissionReviewWriter
{
    private const int Unprocessable = 422;

    /// <summary>The AdmissionReview that answers the request with this uid.</summary>
    internal static JsonObject Write(string uid, AdmissionDecision decision)
    {
        var response = new JsonObject { ["uid"] = uid, ["allowed"] = decision.Allowed };
        if (!decision.Allowed)
            response["status"] = Refusal(decision);
        if (decision.Warnings.Count > 0)
            response["warnings"] = new JsonArray([.. decision.Warnings]);
        return new JsonObject
        {
            ["apiVersion"] = AdmissionReviewReader.ApiVersion,
            ["kind"] = AdmissionReviewReader.Kind,
            ["response"] = response,
        };
    }

    // As the API server refuses what a schema forbids: clients show the causes field by field.
    private static JsonObject Refusal(AdmissionDecision decision) =>
        new()
        {
            ["status"] = "Failure",
            ["reason"] = "Invalid",
            ["code"] = Unprocessable,
            ["message"] = AdmissionWords.Refusal(decision.Blocking),
            ["details"] = new JsonObject
            {
                ["group"] = ClusterNetworkApi.Group,
                ["kind"] = ClusterNetworkApi.Kind,
                ["name"] = decision.Network,
                ["causes"] = new JsonArray([
                    .. decision
                        .Blocking.Take(AdmissionWords.MostFindings)
                        .Select(f => new JsonObject
                        {
                            ["reason"] = "FieldValueInvalid",
                            ["field"] = f.Subject.ToString(),
                            ["message"] = AdmissionWords.Explain(f),
                        }),
                ]),
            },
        };
}
