namespace CniOperator.Runtime.Metrics;

/// <summary>The values of the label <c>result</c>, as controller-runtime names them.</summary>
internal static class ReconcileResults
{
    public const string Success = "success";
    public const string Error = "error";
    public const string Requeue = "requeue";
    public const string RequeueAfter = "requeue_after";

    public static readonly string[] All = [Success, Error, Requeue, RequeueAfter];
}
