namespace CniOperator.Core.Findings;

/// <summary>What a finding comes from: declared once, next to the code that checks it. <c>docs/findings.md</c> lists all of them.</summary>
/// <param name="Id">A stable id, <c>area/what</c> in kebab case (<c>flannel/ipsec-ipv6</c>); what <c>spec.acknowledge</c> lists.</param>
/// <param name="Severity">How much its findings matter, unless a finding says otherwise.</param>
/// <param name="Area">What it is about.</param>
/// <param name="Acknowledgeable">
/// Whether <c>spec.acknowledge</c> may name it; otherwise there is nothing to apply until the cause is fixed.
/// </param>
public sealed record Rule(string Id, Severity Severity, RuleArea Area, bool Acknowledgeable = true)
{
    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
