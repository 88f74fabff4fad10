using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Findings;

/// <summary>An object of the cluster, or one setting in it.</summary>
/// <param name="Key">The object.</param>
public sealed record ObjectSubject(ObjectKey Key) : Subject
{
    /// <summary>
    /// A flag (<c>--cluster-cidr</c>) or field (<c>networking.podSubnet</c>) that the object states; <c>null</c> for the object as a whole.
    /// </summary>
    public string? Setting { get; init; }

    private protected override string Text =>
        Setting switch
        {
            null => Key.ToString(),
            ['-', ..] => $"{Setting} of {Key}",
            _ => $"{Setting} in {Key}",
        };
}
