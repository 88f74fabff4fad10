using CniOperator.Core.Findings;

namespace CniOperator.Core.Catalog;

/// <summary>A combination that cannot work, or that deserves a word.</summary>
/// <param name="Rule">The rule that its findings name.</param>
/// <param name="Each">
/// A Scriban expression that gives a list: the rule is asked of each entry, as <c>it</c>; <c>null</c> to ask it once.
/// </param>
/// <param name="When">A Scriban expression: true when the finding applies.</param>
/// <param name="Subject">A Scriban text: the field of the ClusterNetwork.</param>
/// <param name="Message">A Scriban text: what is wrong and why.</param>
/// <param name="Fix">A Scriban text: what to do.</param>
public sealed record AddonRule(Rule Rule, string? Each, string When, string Subject, string Message, string Fix);
