using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Caching;

/// <summary>Sorts and words the reasons why a watch does not run.</summary>
internal static class WatchProblems
{
    public static WatchProblemType TypeOf(ApiException error) =>
        error.Code switch
        {
            401 => WatchProblemType.Unauthorized,
            403 => WatchProblemType.Forbidden,
            404 => WatchProblemType.NotServed,
            _ => error.Reason == AnswerReader.UnreadableReason ? WatchProblemType.Unreadable : WatchProblemType.Unavailable,
        };

    public static string Describe(WatchProblemType type, ResourceKind kind, ListScope scope, ApiException error) =>
        type switch
        {
            WatchProblemType.Forbidden =>
                $"may not {error.Verb} {kind}{In(scope)}: grant the operator's service account the verbs list and watch on {kind}"
                    + $" ({error.ServerMessage})",
            WatchProblemType.NotServed =>
                $"the API server does not serve {kind} in version {kind.ApiVersion}: install its CRD, or one that serves this version",
            WatchProblemType.Unauthorized =>
                $"cannot {error.Verb} {kind}: the API server does not accept the operator's credentials; renew them ({error.ServerMessage})",
            WatchProblemType.Unreadable => $"cannot read {kind}: an object does not fit its type; fix or delete it ({error.Message})",
            _ => error.Message,
        };

    private static string In(ListScope scope) => scope.Namespace is null ? "" : $" in namespace {scope.Namespace}";
}
