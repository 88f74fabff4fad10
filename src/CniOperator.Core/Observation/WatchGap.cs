using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>Objects that cannot be seen at present, so that nothing may be concluded from their absence.</summary>
/// <param name="ApiVersion">Their group and version.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Namespace">Their namespace; <c>null</c> for all.</param>
/// <param name="Reason"><c>Forbidden</c>, <c>NotServed</c>, <c>Unauthorized</c>, <c>Unavailable</c> or <c>NotSynced</c>.</param>
/// <param name="Message">What happened and how to fix it.</param>
public sealed record WatchGap(string ApiVersion, string Kind, string? Namespace, string Reason, string Message)
{
    /// <summary>The reason that this gives to a condition that needs what it hides: <c>WatchForbidden</c> and others.</summary>
    public string ConditionReason => "Watch" + Reason;

    /// <summary>True when <paramref name="key"/> cannot be seen.</summary>
    public bool Hides(ObjectKey key) =>
        key.ApiVersion == ApiVersion && key.Kind == Kind && (Namespace is null || key.Namespace == Namespace);
}
