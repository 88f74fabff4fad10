using System.Text.RegularExpressions;
using CniOperator.Core.Api;
using CniOperator.Core.Observation;
using CniOperator.Core.TakeOver;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>Says which request failed, in the server's words, and how to fix it.</summary>
internal static partial class FailureWords
{
    private const int Named = 3;

    // The manifests that grant what config/install/ leaves out, by namespace of the Secret.
    private const string SecretBackends = "kubectl apply -f config/optional/flannel-secret-backends.yaml";

    /// <summary>The reason that a condition gets from a failure.</summary>
    internal static string Reason(ApplyFailure failure) =>
        failure switch
        {
            _ when Says(failure, "failed calling webhook") => ConditionReasons.WebhookUnavailable,
            { Code: 403 } when IsDenied(failure) => ConditionReasons.Denied,
            { Code: 403 } => ConditionReasons.Forbidden,
            { Code: 422, Verb: "patch" } when !IsDenied(failure) && ImmutableWords.Says(failure.Message) => ConditionReasons.ImmutableField,
            { Code: 422 } or { Code: 400 } => IsDenied(failure) ? ConditionReasons.Denied : ConditionReasons.Rejected,
            { Code: 0 } => ConditionReasons.ApiServerUnavailable,
            { Code: 404, Resource: "" } => ConditionReasons.KindNotServed,
            _ => ConditionReasons.ApplyFailed,
        };

    /// <summary>One sentence or two on each failure, the most severe first.</summary>
    internal static string Of(IReadOnlyList<ApplyFailure> failures)
    {
        var ordered = failures.OrderByDescending(f => f.NeedsPerson).ThenBy(f => f.Key).ToList();
        return string.Join(". ", ordered.Take(Named).Select(Of)) + (failures.Count > Named ? $". And {failures.Count - Named} more" : "");
    }

    private static string Of(ApplyFailure failure)
    {
        var what = failure.Verb == "delete" ? "deleting" : "applying";
        var answer = failure.Code == 0 ? failure.Message : $"{failure.Code} {failure.Reason}: {failure.Message}";
        return $"{what} {failure.Key}: {answer.TrimEnd('.')}; {Fix(failure)}";
    }

    private static string Fix(ApplyFailure failure) =>
        Reason(failure) switch
        {
            ConditionReasons.Denied => "an admission webhook or policy denied it: change its configuration, or exempt the object",
            ConditionReasons.WebhookUnavailable =>
                "the webhook that the server names does not answer. If it runs in pods that need this network, neither can start: "
                    + "exempt the object in its configuration (namespaceSelector), or delete that. It is tried again",
            ConditionReasons.Forbidden when failure.Key is { Kind: "Secret", Namespace: not Api.ClusterNetworkApi.OperatorNamespace } =>
                $"this backend keeps a Secret there: {SecretBackends}",
            ConditionReasons.Forbidden when failure.Message.Contains("attempting to grant RBAC permissions", StringComparison.Ordinal) =>
                "the operator must itself hold the rights that it grants: add the rules that the server names to the ClusterRole cni-operator",
            ConditionReasons.Forbidden => $"add to the ClusterRole cni-operator: {Rule(failure)}",
            ConditionReasons.ImmutableField => ImmutableWords.WayOut(failure.Key),
            ConditionReasons.Rejected => "correct the field that the server names; if a patch in spec.patches set it, there",
            ConditionReasons.KindNotServed => "install the CRD that brings this kind",
            _ => "it is tried again",
        };

    private static string Rule(ApplyFailure failure)
    {
        var resource = failure.Resource.Split('.')[0];
        var verb = Verb().Match(failure.Message) is { Success: true } match ? match.Groups[1].Value : failure.Verb;
        return $"{{apiGroups: [\"{failure.Key.Group}\"], resources: [\"{resource}\"], verbs: [\"{verb}\"]}}";
    }

    // The API server's own words; a policy's denial is a 422, a webhook's whatever the webhook chose.
    private static bool IsDenied(ApplyFailure failure) => Says(failure, "admission webhook") || Says(failure, "AdmissionPolicy '");

    private static bool Says(ApplyFailure failure, string words) => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    // RBAC's own words: User "…" cannot patch resource "daemonsets" in API group "apps".
    [GeneratedRegex("cannot ([a-z]+) resource")]
    private static partial Regex Verb();
}
