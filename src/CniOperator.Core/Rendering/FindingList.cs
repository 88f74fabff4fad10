using CniOperator.Core.Findings;

namespace CniOperator.Core.Rendering;

/// <summary>Gathers what one rendering has to say.</summary>
/// <param name="acknowledged">Ids of rules whose findings the user accepts: those stop no rendering.</param>
/// <param name="mask">
/// Findings go into logs, Events and status, where no Secret's value may be; an addon's rule or a failing template can name one.
/// </param>
internal sealed class FindingList(IReadOnlyList<string> acknowledged, SecretMask mask)
{
    private readonly List<Finding> _findings = [];

    /// <summary>All of them, in the order found.</summary>
    internal IReadOnlyList<Finding> All => _findings;

    /// <summary>Whether objects cannot be rendered.</summary>
    internal bool Blocked => _findings.Any(f => f.Blocks && !Acknowledgement.Covers(acknowledged, f.Rule));

    internal void Add(Rule rule, Subject subject, string message, string fix) => Add(rule, rule.Severity, subject, message, fix);

    /// <summary>With another severity than the rule's usual one.</summary>
    internal void Add(Rule rule, Severity severity, Subject subject, string message, string fix) =>
        _findings.Add(new Finding(rule, subject, mask.Clean(message), mask.Clean(fix)) { Severity = severity });
}
