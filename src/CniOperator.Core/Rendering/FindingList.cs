using CniOperator.Core.Findings;

namespace CniOperator.Core.Rendering;

/// <summary>Gathers what one rendering has to say.</summary>
/// <param name="acknowledged">Ids of rules whose findings the user accepts.</param>
/// <param name="mask">Findings go into logs, Events and status, where no Secret's value may be; an addon's rule or a failing template can name one.</param>
internal sealed class FindingList(IReadOnlyList<string> acknowledged, SecretMask mask)
{
    private readonly List<Finding> _findings = [];

    /// <summary>All of them, in the order found.</summary>
    internal IReadOnlyList<Finding> All => _findings;

    /// <summary>Whether there can be no objects.</summary>
    internal bool Blocked => _findings.Any(f => f.Blocks);

    /// <summary>Something that a user may accept.</summary>
    internal void Add(string rule, Severity severity, string subject, string message, string fix) =>
        _findings.Add(new Finding(rule, severity, subject, mask.Clean(message), mask.Clean(fix), acknowledged.Contains(rule)));

    /// <summary>Something without which there is nothing to apply, accepted or not.</summary>
    internal void Fail(string rule, string subject, string message, string fix) =>
        _findings.Add(new Finding(rule, Severity.Error, subject, mask.Clean(message), mask.Clean(fix)));
}
