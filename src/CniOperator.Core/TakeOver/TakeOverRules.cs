using CniOperator.Core.Findings;

namespace CniOperator.Core.TakeOver;

/// <summary>The rules about what runs already when a network comes to a cluster.</summary>
public static class TakeOverRules
{
    /// <summary>Taking over what runs would change something that decides on the network.</summary>
    public static Rule Network { get; } = new("takeover/network", Severity.Error, RuleArea.Cluster);

    /// <summary>What runs cannot be compared: its configuration cannot be read.</summary>
    public static Rule Unreadable { get; } = new("takeover/unreadable", Severity.Error, RuleArea.Cluster);

    /// <summary>An object is there with another value of a field that no one can change.</summary>
    public static Rule ImmutableField { get; } = new("takeover/immutable-field", Severity.Error, RuleArea.Cluster);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Network, Unreadable, ImmutableField];

    /// <summary>True for a finding of one of these rules.</summary>
    internal static bool Found(Finding finding) => All.Contains(finding.Rule);
}
