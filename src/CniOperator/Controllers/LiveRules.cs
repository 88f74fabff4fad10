using CniOperator.Core.Findings;

namespace CniOperator.Controllers;

/// <summary>The rules of what only a live cluster tells; <c>docs/findings.md</c> lists them.</summary>
internal static class LiveRules
{
    /// <summary>An older ClusterNetwork is active there.</summary>
    internal static Rule Superseded { get; } = new("cluster/superseded", Severity.Error, RuleArea.Cluster, Acknowledgeable: false);

    /// <summary>It does not serve ClusterNetwork in this version.</summary>
    internal static Rule Crd { get; } = new("cluster/crd", Severity.Error, RuleArea.Cluster, Acknowledgeable: false);

    /// <summary>It refuses the ClusterNetwork or an object.</summary>
    internal static Rule Refused { get; } = new("cluster/refused", Severity.Error, RuleArea.Cluster, Acknowledgeable: false);

    /// <summary>It does not know the kind of an object.</summary>
    internal static Rule Kind { get; } = new("cluster/kind", Severity.Error, RuleArea.Cluster, Acknowledgeable: false);

    /// <summary>It does not let objects be read that show its addresses, or a Secret.</summary>
    internal static Rule Unread { get; } = new("cluster/unread", Severity.Warning, RuleArea.Cluster, Acknowledgeable: false);

    /// <summary>Objects could not be tried.</summary>
    internal static Rule Untried { get; } = new("cluster/untried", Severity.Info, RuleArea.Cluster, Acknowledgeable: false);

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [Superseded, Crd, Refused, Kind, Unread, Untried];
}
