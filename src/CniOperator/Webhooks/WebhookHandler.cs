using CniOperator.Webhooks.Admission;
using Microsoft.Extensions.Logging;

namespace CniOperator.Webhooks;

/// <summary>What the webhook answers to a request, over any server.</summary>
internal sealed class WebhookHandler(
    AdmissionJudge judge,
    IAdmissionFacts facts,
    WebhookMetrics metrics,
    TimeProvider clock,
    ILogger<WebhookHandler> log
)
{
    private const string Json = "application/json";

    /// <summary>Answers. Never throws but when cancelled.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path, without a query.</param>
    /// <param name="contentType">The body's type; <c>null</c> when none is stated.</param>
    /// <param name="body">Reads the body; throws <see cref="AdmissionReviewException"/> when it cannot be taken.</param>
    /// <param name="cancellationToken">The client stopped waiting for the answer.</param>
    internal async Task<WebhookAnswer> AnswerAsync(
        string method,
        string path,
        string? contentType,
        Func<CancellationToken, Task<byte[]>> body,
        CancellationToken cancellationToken
    )
    {
        if (path != WebhookNames.Path)
            return Text(404, $"only {WebhookNames.Path} is served here");
        if (method != "POST")
            return Text(405, "expected POST of an AdmissionReview");
        if (contentType?.Split(';')[0].Trim() != Json)
            return Text(415, $"expected content type {Json}");
        var begun = clock.GetTimestamp();
        metrics.Begun();
        var code = 500;
        try
        {
            var answer = await JudgeAsync(body, cancellationToken);
            code = answer.Code;
            return answer;
        }
        finally
        {
            metrics.Ended(code, clock.GetElapsedTime(begun));
        }
    }

    private async Task<WebhookAnswer> JudgeAsync(Func<CancellationToken, Task<byte[]>> body, CancellationToken cancellationToken)
    {
        try
        {
            var request = AdmissionReviewReader.Read(await body(cancellationToken));
            var known = await facts.TakeAsync(request, cancellationToken);
            if (judge.LooksFor(request, known) is { Count: > 0 } keys)
                known = known with { Running = await facts.FindAsync(keys, cancellationToken) };
            var decision = judge.Decide(request, known);
            if (!decision.Allowed)
            {
                log.LogInformation(
                    "refused {Operation} of ClusterNetwork {Name}: {Rules}",
                    request.Operation,
                    decision.Network,
                    string.Join(", ", decision.Blocking.Select(f => f.Rule.Id).Distinct())
                );
            }

            return new WebhookAnswer(200, Json, AdmissionReviewWriter.Write(request.Uid, decision).ToJsonString());
        }
        catch (AdmissionReviewException e)
        {
            log.LogWarning("a request cannot be answered: {Problem}", e.Message);
            return Text(400, e.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "a request failed");
            return Text(500, "an error of the operator, which is in its log");
        }
    }

    private static WebhookAnswer Text(int code, string text) => new(code, "text/plain; charset=utf-8", text + "\n");
}
