using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>
/// The values that API servers fill in below a pod's spec (<c>k8s.io/kubernetes/pkg/apis/core/v1/defaults.go</c>). Whoever wrote the
/// object first owns them; such a field means what its absence means, and would come back when taken away.
/// </summary>
internal static class PodDefaults
{
    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["terminationMessagePath"] = "\"/dev/termination-log\"",
        ["terminationMessagePolicy"] = "\"File\"",
        ["terminationGracePeriodSeconds"] = "30",
        ["restartPolicy"] = "\"Always\"",
        ["dnsPolicy"] = "\"ClusterFirst\"",
        ["schedulerName"] = "\"default-scheduler\"",
        ["securityContext"] = "{}",
        ["resources"] = "{}",
        ["failureThreshold"] = "3",
        ["periodSeconds"] = "10",
        ["successThreshold"] = "1",
        ["timeoutSeconds"] = "1",
        ["scheme"] = "\"HTTP\"",
        ["protocol"] = "\"TCP\"",
        ["type"] = "\"\"",
        ["defaultMode"] = "420",
        ["apiVersion"] = "\"v1\"",
        ["divisor"] = "\"0\"",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>True when <paramref name="parent"/> has the field only because servers fill it in.</summary>
    internal static bool Means(string name, JsonNode value, JsonObject parent) =>
        name switch
        {
            "imagePullPolicy" => true, // Follows from the image's tag.
            "serviceAccount" => JsonNode.DeepEquals(value, parent.At("serviceAccountName")),
            "hostPort" => JsonNode.DeepEquals(value, parent.At("containerPort")), // On the host's network.
            _ => Values.TryGetValue(name, out var usual) && value.ToJsonString() == usual,
        };
}
