namespace CniOperator.Core.Findings;

/// <summary>One thing that is wrong, or worth knowing, about what the user asked for.</summary>
/// <param name="Rule">A stable id, <c>area/what</c> in kebab case (<c>flannel/ipsec-ipv6</c>); what <c>spec.acknowledge</c> lists.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">What it is about: a field path of the ClusterNetwork (<c>spec.podNetwork.cidrs[0]</c>) or an object (<c>Node worker-1</c>).</param>
/// <param name="Message">What is wrong and why, in one or two sentences.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Acknowledged">The user accepts it through <c>spec.acknowledge</c>.</param>
public sealed record Finding(string Rule, Severity Severity, string Subject, string Message, string Fix, bool Acknowledged = false)
{
    /// <summary>True when this finding keeps new configuration from being applied.</summary>
    public bool Blocks => Severity == Severity.Error && !Acknowledged;
}
