using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Webhooks.Admission;

namespace CniOperator.Operator.Tests.Webhooks;

/// <summary>AdmissionReviews as an API server sends them.</summary>
internal static class Review
{
    internal const string Good = """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}}""";
    internal const string HostBits = """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.1/16"]}}""";

    internal static JsonObject Network(string spec, string name = "default") =>
        Lab.Json(
            $$$"""{"apiVersion":"{{{ClusterNetworkApi.ApiVersion}}}","kind":"ClusterNetwork","metadata":{"name":"{{{name}}}","uid":"n1","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{{{spec}}}}"""
        );

    internal static JsonObject Of(string operation, JsonObject? network, JsonObject? old = null, string subResource = "") =>
        new()
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["request"] = new JsonObject
            {
                ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
                ["kind"] = new JsonObject
                {
                    ["group"] = ClusterNetworkApi.Group,
                    ["version"] = ClusterNetworkApi.Version,
                    ["kind"] = "ClusterNetwork",
                },
                ["resource"] = new JsonObject
                {
                    ["group"] = ClusterNetworkApi.Group,
                    ["version"] = ClusterNetworkApi.Version,
                    ["resource"] = ClusterNetworkApi.Plural,
                },
                ["subResource"] = subResource,
                ["operation"] = operation,
                ["object"] = network,
                ["oldObject"] = old,
                ["dryRun"] = false,
            },
        };

    internal static AdmissionRequest Read(JsonObject review) => AdmissionReviewReader.Read(Encoding.UTF8.GetBytes(review.ToJsonString()));
}
