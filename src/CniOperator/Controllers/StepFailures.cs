using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Controllers;

/// <summary>Steps that could not be carried out.</summary>
internal static class StepFailures
{
    /// <summary>What is remembered of a request that failed.</summary>
    internal static ApplyFailure Of(Step step, string resource, ApiException e, NetworkMemory memory, DateTimeOffset now)
    {
        var attempts = memory.Requests.Failures.TryGetValue(step.Key, out var before) ? before.Attempts + 1 : 1;
        var words = e.ServerMessage.Length > 0 ? e.ServerMessage : e.Message;
        var verb = step is DeleteStep or DeletePodStep ? "delete" : "patch";
        var retryAt = now + ApplyFailure.Pause(attempts, e.RetryAfter);
        return new ApplyFailure(step.Key, resource, verb, e.Code, e.Reason, words, attempts, retryAt)
        {
            Hash = step switch
            {
                ApplyStep apply => apply.Hash,
                TakeAwayStep takeAway => takeAway.Hash,
                _ => "",
            },
        };
    }

    /// <summary>The failure of a step on a kind that the API server does not serve.</summary>
    internal static ApiException NotServed(ObjectKey key) =>
        new($"the API server does not serve {key.ApiVersion} {key.Kind}") { Code = 404, Reason = "NotFound" };
}
