using System.Collections.Immutable;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>
/// Which pods were there before a ServiceAccount was recreated, as far as this process saw it. Creation times have whole seconds: this
/// decides where a pod and the account have the same. Losing it in a restart costs that precision and no more.
/// </summary>
public sealed class AccountHistory
{
    private static readonly HashSet<string> None = [];

    private readonly ImmutableDictionary<ObjectKey, (string Uid, HashSet<string> Before)> _accounts;

    private AccountHistory(ImmutableDictionary<ObjectKey, (string Uid, HashSet<string> Before)> accounts) => _accounts = accounts;

    /// <summary>Nothing was seen yet.</summary>
    public static AccountHistory Empty { get; } = new(ImmutableDictionary<ObjectKey, (string, HashSet<string>)>.Empty);

    /// <summary>What is known after a look; the same instance when nothing is new.</summary>
    /// <param name="accounts">The ServiceAccounts that there are, by identity, with their uids.</param>
    /// <param name="pods">The pods that there are.</param>
    public AccountHistory Seen(IEnumerable<(ObjectKey Key, string Uid)> accounts, IReadOnlyList<PodView> pods)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var next = _accounts;
        foreach (var (key, uid) in accounts)
        {
            if (!next.TryGetValue(key, out var known))
                next = next.SetItem(key, (uid, None));
            else if (known.Uid != uid)
                next = next.SetItem(key, (uid, [.. pods.Where(p => p.Namespace == key.Namespace).Select(p => p.Uid)]));
        }

        return ReferenceEquals(next, _accounts) ? this : new AccountHistory(next);
    }

    /// <summary>The pod was there before the account of today.</summary>
    internal bool WasBefore(PodView pod, ObjectKey account) =>
        _accounts.TryGetValue(account, out var known) && known.Before.Contains(pod.Uid);
}
