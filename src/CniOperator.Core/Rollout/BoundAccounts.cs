using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>
/// The ServiceAccounts that pods are bound to. A pod's token names the uid of its account: once the account was recreated, the API server
/// answers 401 to it until the kubelet renews it.
/// </summary>
/// <param name="live">The cluster's objects.</param>
/// <param name="history">What this process saw of the accounts before.</param>
/// <param name="now">The present.</param>
public sealed class BoundAccounts(IReadOnlyDictionary<ObjectKey, JsonObject> live, AccountHistory history, DateTimeOffset now)
{
    // The kubelet renews a token when four fifths of its time are over, 48 minutes as a rule, and after a day at the latest
    // (k8s.io/kubernetes/pkg/kubelet/token). A pod that outlived that has a token of the new account, however old it is.
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromHours(25);

    private readonly Dictionary<ObjectKey, DateTimeOffset?> _created = [];

    /// <summary>Nothing is known of any account.</summary>
    public static BoundAccounts Unknown { get; } =
        new(new Dictionary<ObjectKey, JsonObject>(), AccountHistory.Empty, DateTimeOffset.MinValue);

    /// <summary>The account that was recreated after <paramref name="pod"/> was made; <c>null</c> for none.</summary>
    internal ObjectKey? ReplacedFor(PodView pod, WorkloadView workload)
    {
        foreach (var account in workload.Accounts.Concat(workload.FileAccounts))
            if (CreatedAt(account) is { } created && created + RenewedAfter > now && IsBefore(pod, account, created))
                return account;
        return null;
    }

    /// <summary>When the account that there is was made; <c>null</c> when it is not there or cannot be seen.</summary>
    internal DateTimeOffset? CreatedAt(ObjectKey account)
    {
        if (_created.TryGetValue(account, out var known))
            return known;
        return _created[account] = live.GetValueOrDefault(account)?.Time("metadata", "creationTimestamp");
    }

    private bool IsBefore(PodView pod, ObjectKey account, DateTimeOffset created) =>
        pod.CreatedAt < created || (pod.CreatedAt == created && history.WasBefore(pod, account));
}
