using CniOperator.Core.Findings;

namespace CniOperator.Webhooks.Admission;

/// <summary>The answer to an <see cref="AdmissionRequest"/>.</summary>
/// <param name="Network">The ClusterNetwork's name, for the words of a refusal.</param>
/// <param name="Blocking">Why the request is refused; empty when it is allowed.</param>
/// <param name="Warnings">What the client is told besides, whether refused or not.</param>
internal sealed record AdmissionDecision(string Network, IReadOnlyList<Finding> Blocking, IReadOnlyList<string> Warnings)
{
    /// <summary>The request may go on.</summary>
    internal bool Allowed => Blocking.Count == 0;

    /// <summary>Allowed, and nothing to say.</summary>
    internal static AdmissionDecision Allow(string network, params IReadOnlyList<string> warnings) => new(network, [], warnings);
}
