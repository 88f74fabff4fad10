using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>One thing that an address plan must, or should, hold to.</summary>
/// <param name="id">Its stable id; what <c>spec.acknowledge</c> lists.</param>
/// <param name="severity">How much it matters: Error for what cannot work.</param>
internal abstract class PlanRule(string id, Severity severity)
{
    /// <summary>The rule that findings name.</summary>
    internal Rule Rule { get; } = new(id, severity, RuleArea.Addresses);

    /// <summary>Looks, and says what it found.</summary>
    internal abstract void Check(PlanContext plan, RuleFindings findings);
}
