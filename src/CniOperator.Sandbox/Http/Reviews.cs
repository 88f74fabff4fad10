using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Answers reviews: questions that are posted and never stored. Everything is allowed, except what a fault rule forbids.</summary>
internal static class Reviews
{
    private const string User = "sandbox-admin";

    internal static BuiltInResource? Find(RequestInfo info) =>
        BuiltInResources.All.FirstOrDefault(k =>
            k.IsVirtual && k.Group == info.Group && k.Version == info.Version && k.Plural == info.Plural
        );

    internal static async Task AnswerAsync(
        Microsoft.AspNetCore.Http.HttpContext http,
        RequestInfo info,
        BuiltInResource kind,
        FaultRules faults
    )
    {
        if (http.Request.Method != "POST")
            throw Refusal.NoSuchMethod();
        var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        var review = body.ReadObject(kind.Kind, []);
        review["kind"] = kind.Kind;
        review["apiVersion"] = kind.ApiVersion;
        review.Metadata();
        review["status"] = kind.Kind switch
        {
            "SelfSubjectRulesReview" => Rules(),
            "SelfSubjectReview" => new JsonObject
            {
                ["userInfo"] = new JsonObject { ["username"] = User, ["groups"] = new JsonArray("system:masters", "system:authenticated") },
            },
            "TokenReview" => new JsonObject
            {
                ["authenticated"] = true,
                ["user"] = new JsonObject { ["username"] = User },
            },
            _ => Access(review, faults),
        };
        await Responses.WriteJson(http, 201, JsonText.Utf8(review));
    }

    private static JsonObject Access(JsonObject review, FaultRules faults)
    {
        if (review.Map("spec", "resourceAttributes") is null && review.Map("spec", "nonResourceAttributes") is null)
        {
            throw Refusal.Invalid(
                "authorization.k8s.io",
                "",
                "",
                [
                    new FieldError(
                        "spec.resourceAttributes",
                        FieldErrorType.Invalid,
                        "exactly one of nonResourceAttributes or resourceAttributes must be specified",
                        "null"
                    ),
                ]
            );
        }

        var asked = review.Map("spec", "resourceAttributes");
        var forbidden =
            asked is not null
            && faults.Forbids(
                asked.Text("verb") ?? "",
                asked.Text("group") ?? "",
                asked.Text("resource") ?? "",
                asked.Text("subresource") ?? "",
                asked.Text("namespace"),
                asked.Text("name")
            );
        return forbidden
            ? new JsonObject { ["allowed"] = false, ["reason"] = "a fault rule of the sandbox forbids it" }
            : new JsonObject { ["allowed"] = true };
    }

    private static JsonObject Rules() =>
        new()
        {
            ["resourceRules"] = new JsonArray(
                new JsonObject
                {
                    ["verbs"] = new JsonArray("*"),
                    ["apiGroups"] = new JsonArray("*"),
                    ["resources"] = new JsonArray("*"),
                }
            ),
            ["nonResourceRules"] = new JsonArray(
                new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") }
            ),
            ["incomplete"] = false,
        };
}
