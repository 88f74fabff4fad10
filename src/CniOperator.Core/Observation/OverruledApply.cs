using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Observation;

/// <summary>
/// What an apply left different, although the server took it: a webhook changes it back within the request, or the server stores it
/// otherwise. Applying again would change nothing.
/// </summary>
/// <param name="Uid">The object.</param>
/// <param name="Hash">What was applied.</param>
/// <param name="Paths">The fields that stayed different.</param>
public sealed record OverruledApply(string Uid, string Hash, IReadOnlyList<string> Paths)
{
    /// <summary>True when this explains every one of <paramref name="differences"/>.</summary>
    public bool Explains(string uid, string hash, IReadOnlyList<Difference> differences) =>
        Uid == uid && Hash == hash && differences.All(d => Paths.Contains(d.Path));
}
