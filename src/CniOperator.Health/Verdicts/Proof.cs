namespace CniOperator.Health.Verdicts;

/// <summary>What is proven of something.</summary>
public enum Proof : byte
{
    /// <summary>Too little is known: silence is never health.</summary>
    Unknown,

    /// <summary>It works, by probes.</summary>
    Pass,

    /// <summary>It does not.</summary>
    Fail,

    /// <summary>This cluster has no such thing.</summary>
    NotApplicable,
}
