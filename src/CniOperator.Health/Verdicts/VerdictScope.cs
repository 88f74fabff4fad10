namespace CniOperator.Health.Verdicts;

/// <summary>How much a verdict is about.</summary>
public enum VerdictScope : byte
{
    /// <summary>The whole cluster.</summary>
    Global,

    /// <summary>Everything between two zones.</summary>
    ZonePair,

    /// <summary>One node.</summary>
    Node,

    /// <summary>The way from one node to another.</summary>
    Link,
}
