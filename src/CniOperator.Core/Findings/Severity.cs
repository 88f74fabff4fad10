namespace CniOperator.Core.Findings;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; blocks nothing.</summary>
    Info,

    /// <summary>Likely to hurt later; blocks nothing.</summary>
    Warning,

    /// <summary>Cannot work: nothing new is applied until it is fixed or acknowledged.</summary>
    Error,
}
