namespace CniOperator.Core.Findings;

/// <summary>One thing that is wrong, or worth knowing, about what the user asked for.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Message">What is wrong and why, in one or two sentences.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record Finding(Rule Rule, Subject Subject, string Message, string Fix)
{
    /// <summary>How much it matters; the rule's severity unless the circumstances make it another.</summary>
    public Severity Severity { get; init; } = Rule.Severity;

    /// <summary>The same in a few words, for a condition that names many; empty when there are none.</summary>
    public string Brief { get; init; } = "";

    /// <summary>The user accepts it through <c>spec.acknowledge</c>; set by <see cref="Acknowledgement"/> alone.</summary>
    public bool Acknowledged { get; init; }

    /// <summary>
    /// It concerns one node, or those that have no room, and no other one: it is told, and the others get what the spec asks for.
    /// </summary>
    public bool Confined { get; init; }

    /// <summary>An error that no one accepted.</summary>
    public bool Blocks => Severity == Severity.Error && !Acknowledged;

    /// <summary>True when this finding keeps new configuration from being applied.</summary>
    public bool HoldsBack => Blocks && !Confined;
}
