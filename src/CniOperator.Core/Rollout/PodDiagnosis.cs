namespace CniOperator.Core.Rollout;

/// <summary>What keeps one pod from being ready, and how to tell the slow from the broken.</summary>
/// <param name="Reason">A stable CamelCase word, Kubernetes' own where it has one.</param>
/// <param name="Message">What happened and where to look.</param>
/// <param name="Failed">It will not get better by waiting.</param>
/// <param name="LookAgainAt">When a slow start would count as a problem; <c>null</c> when that is settled.</param>
internal sealed record PodDiagnosis(string Reason, string Message, bool Failed, DateTimeOffset? LookAgainAt = null)
{
    /// <summary>The log that <see cref="Message"/> quotes a line of; <c>null</c> for none.</summary>
    internal string? Log { get; private init; }

    /// <summary>
    /// How long a start may take before it is named: image pulls on a slow link stay within it, a missing mount does not.
    /// </summary>
    internal static readonly TimeSpan SlowStart = TimeSpan.FromMinutes(2);

    /// <summary>How long a running pod may fail its readiness probe before it is named.</summary>
    internal static readonly TimeSpan SlowReadiness = TimeSpan.FromMinutes(1);

    // Waiting reasons of the kubelet that mean trouble, not progress.
    internal static readonly HashSet<string> Trouble = new(StringComparer.Ordinal)
    {
        "CrashLoopBackOff",
        "ImagePullBackOff",
        "ErrImagePull",
        "ErrImageNeverPull",
        "InvalidImageName",
        "ImageInspectError",
        "RegistryUnavailable",
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
        "PreCreateHookError",
        "PostStartHookError",
    };

    /// <summary>The diagnosis of <paramref name="pod"/>; <c>null</c> when it is ready or has just begun to go.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="now">The present.</param>
    /// <param name="probe">What the kubelet last said of a probe that fails.</param>
    internal static PodDiagnosis? Of(PodView pod, DateTimeOffset now, string? probe = null)
    {
        if (pod.DeletedAt is { } gone)
            return Overdue(
                gone + SlowReadiness,
                now,
                ProblemReasons.Terminating,
                "the pod should be gone by now; its node may be down, or a finalizer holds it"
            );
        if (pod.Ready)
            return null;
        if (pod.Phase == "Failed")
            return new PodDiagnosis(pod.Reason ?? ProblemReasons.Failed, Words(pod.Message, LastExit(pod), "the pod failed"), true);
        if (pod.Unschedulable is { } why)
            return new PodDiagnosis(ProblemReasons.Unschedulable, why, true);
        return Waiting(pod) ?? Exited(pod) ?? (pod.Phase == "Running" ? Unready(pod, now, probe) : Slow(pod, now));
    }

    private static PodDiagnosis? Waiting(PodView pod)
    {
        var container = pod.Containers.FirstOrDefault(c => c.WaitingReason is { } r && Trouble.Contains(r));
        return container is null
            ? null
            : new PodDiagnosis(
                container.WaitingReason!,
                Words(Ending(pod, container), container.WaitingMessage, $"container {container.Name} waits"),
                true
            )
            {
                Log = container.Log,
            };
    }

    private static PodDiagnosis? Exited(PodView pod)
    {
        var container = pod.Containers.FirstOrDefault(c => c.Ended && c.ExitCode is not (null or 0));
        return container is null
            ? null
            : new PodDiagnosis(container.ExitReason ?? ProblemReasons.Error, Ending(pod, container), true) { Log = container.Log };
    }

    // A pod that was ready and is so no longer is in trouble at once; one that starts has a while.
    private static PodDiagnosis Unready(PodView pod, DateTimeOffset now, string? probe)
    {
        var since = pod.ReadyChangedAt ?? pod.CreatedAt;
        var restarts = pod.Containers.Sum(c => c.Restarts);
        var so = $"running but not ready since {since:yyyy-MM-ddTHH:mm:ssZ}{(restarts > 0 ? $", restarted {restarts} times" : "")}: ";
        var due = pod.LostReadiness ? since : since + SlowReadiness;
        return string.IsNullOrWhiteSpace(probe)
            ? Overdue(
                due,
                now,
                ProblemReasons.NotReady,
                Words(LastExit(pod), $"{so}see kubectl -n {pod.Namespace} describe pod {pod.Name}, and logs")
            ) with
            {
                Log = pod.Containers.FirstOrDefault(c => c.LastExit.Length > 0)?.Log,
            }
            : Overdue(due, now, ProblemReasons.NotReady, so + probe.Trim());
    }

    private static PodDiagnosis Slow(PodView pod, DateTimeOffset now) =>
        Overdue(
            pod.CreatedAt + SlowStart,
            now,
            ProblemReasons.ContainerCreating,
            Words(
                pod.Containers.Select(c => c.WaitingMessage).FirstOrDefault(m => m is not null),
                $"not started since {pod.CreatedAt:yyyy-MM-ddTHH:mm:ssZ}, often a volume that cannot be mounted or a slow image pull: see kubectl -n {pod.Namespace} describe pod {pod.Name}"
            )
        );

    private static PodDiagnosis Overdue(DateTimeOffset due, DateTimeOffset now, string reason, string message) =>
        new(reason, message, now >= due, now >= due ? null : due);

    private static string Ending(PodView pod, ContainerView container) =>
        container.LastExit.Length == 0 || container.HasLastWords
            ? container.LastExit
            : $"{container.LastExit}: see kubectl -n {pod.Namespace} logs {pod.Name} -c {container.Name}{(container.Ended ? "" : " --previous")}";

    private static string LastExit(PodView pod) => pod.Containers.Select(c => c.LastExit).FirstOrDefault(e => e.Length > 0) ?? "";

    private static string Words(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrWhiteSpace(candidate))
                return candidate.Trim();
        }

        return "";
    }
}
