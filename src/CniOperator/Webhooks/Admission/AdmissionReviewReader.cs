using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Webhooks.Admission;

/// <summary>Reads an <c>admission.k8s.io/v1</c> AdmissionReview.</summary>
internal static class AdmissionReviewReader
{
    internal const string ApiVersion = "admission.k8s.io/v1";

    internal const string Kind = "AdmissionReview";

    private static readonly string[] Operations = ["CREATE", "UPDATE", "DELETE", "CONNECT"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The request in <paramref name="body"/>.</summary>
    /// <exception cref="AdmissionReviewException">
    /// It is none, or about something that this webhook does not judge; the message says what is wrong.
    /// </exception>
    internal static AdmissionRequest Read(ReadOnlySpan<byte> body)
    {
        var review = Parse(body);
        Demand(
            review.Text("apiVersion") == ApiVersion,
            $"apiVersion is {Quoted(review.Text("apiVersion"))}, expected {ApiVersion}: set admissionReviewVersions: [v1] in the webhook's configuration"
        );
        Demand(review.Text("kind") == Kind, $"kind is {Quoted(review.Text("kind"))}, expected {Kind}");
        var request = review.At("request") as JsonObject ?? throw new AdmissionReviewException("the AdmissionReview has no request");
        var (uid, operation) = (request.Text("uid") ?? "", request.Text("operation"));
        Demand(uid.Length > 0, "request.uid is missing");
        Demand(
            Operations.Contains(operation),
            $"request.operation is {Quoted(operation)}, expected one of {string.Join(", ", Operations)}"
        );
        Demand(
            request.Text("kind", "group") == ClusterNetworkApi.Group && request.Text("kind", "kind") == ClusterNetworkApi.Kind,
            $"this webhook judges {ClusterNetworkApi.Plural}.{ClusterNetworkApi.Group} alone, "
                + $"not {Quoted(request.Text("kind", "kind"))} of group {Quoted(request.Text("kind", "group"))}: correct the rules of the webhook's configuration"
        );
        return new AdmissionRequest(
            uid,
            operation!,
            request.Text("subResource") ?? "",
            Network(request, "object", operation is "CREATE" or "UPDATE"),
            Network(request, "oldObject", operation is "UPDATE")
        );
    }

    private static JsonNode? Parse(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            throw new AdmissionReviewException("the request has no body, expected an AdmissionReview");
        try
        {
            DemandText(body);
            return JsonNode.Parse(body, documentOptions: Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new AdmissionReviewException($"the body is not JSON: {e.Message}");
        }
    }

    // A parsed tree reads its strings when they are asked for, and throws there: bytes that are not UTF-8, halves of surrogate pairs.
    private static void DemandText(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
    }

    private static NetworkObject? Network(JsonObject request, string field, bool needed)
    {
        if (request.At(field) is JsonObject json)
            return new NetworkObject(json);
        Demand(!needed && request.At(field) is null, $"request.{field} is not an object");
        return null;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new AdmissionReviewException(otherwise);
    }

    private static string Quoted(string? text) => text is null ? "missing" : $"\"{(text.Length > 64 ? text[..64] + "…" : text)}\"";
}
